namespace ShallowNet;

/// <summary>A function that MATLAB applies to the inputs of a network, or to its targets, and backwards to its outputs.</summary>
/// <param name="function">What MATLAB calls it.</param>
/// <param name="before">The rows of what it is applied to.</param>
/// <param name="after">The rows of what it gives.</param>
internal abstract class ProcessStep(string function, int before, int after)
{
    public string Function => function;

    public int Before => before;

    public int After => after;

    /// <summary>The steps of a file's functions, without those that change nothing.</summary>
    public static ProcessStep[] Of(IEnumerable<MatlabSettings> functions) => [.. functions.Select(Of).OfType<ProcessStep>()];

    /// <summary>Has the first layer take what comes before this step.</summary>
    public abstract void FoldInto(LinearMap first);

    /// <summary>Has the last layer, whose activation is the identity, give what this step makes of its outputs backwards.</summary>
    public abstract void FoldBack(LinearMap last);

    private static ProcessStep? Of(MatlabSettings settings) => settings.Function switch
    {
        "mapminmax" => settings.ChangesNothing ? null : ScalingStep.OfRange(settings),
        "mapstd" => settings.ChangesNothing ? null : ScalingStep.OfDeviation(settings),
        "removeconstantrows" => settings.ChangesNothing ? null : RemovingStep.OfConstants(settings),
        "removerows" => settings.ChangesNothing ? null : RemovingStep.OfRows(settings),
        "processpca" => settings.ChangesNothing ? null : new ComponentsStep(settings["transform"]),
        "fixunknowns" => settings.ChangesNothing ? null : throw new ModelFileException(
            "The network must have been trained on data without gaps, but its fixunknowns fills some: fill them before, and train it without fixunknowns."),
        "lvqoutputs" => null,
        _ => throw new ModelFileException(
            "The functions of inputs and outputs must be of mapminmax, mapstd, processpca, removeconstantrows, removerows, fixunknowns and lvqoutputs, "
            + $"but one is {FileText.Quoted(settings.Function)}."),
    };
}
