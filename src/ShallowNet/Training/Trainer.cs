namespace ShallowNet;

/// <summary>Loads trainings that were interrupted, by <c>Trainer.Load</c>, which is an extension member.</summary>
public static class Trainer;
