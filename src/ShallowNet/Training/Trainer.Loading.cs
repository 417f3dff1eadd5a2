namespace ShallowNet;

/// <summary>The name under which trainings that were interrupted are loaded, <c>Trainer.Load</c>: how, is known where files are.</summary>
public static class Trainer;
