namespace ShallowNet;

/// <summary>A layer as a MATLAB file has it.</summary>
/// <param name="transferFunction">What MATLAB calls its activation, such as tansig.</param>
/// <param name="netInputFunction">How it unites weighted inputs and bias; netsum adds them.</param>
/// <param name="bias">Its bias, units × 1; without elements where it has none.</param>
internal sealed class MatlabLayer(string transferFunction, string netInputFunction, MatlabNumbers bias)
{
    public string TransferFunction => transferFunction;

    public string NetInputFunction => netInputFunction;

    public MatlabNumbers Bias => bias;

    /// <summary>The weights of what comes from the network's input, and from each layer of the network; null where nothing does.</summary>
    public List<MatlabWeights?> Weights { get; } = [];
}

/// <summary>The weights of a connection as a MATLAB file has them.</summary>
/// <param name="function">How they weigh; dotprod multiplies.</param>
/// <param name="numbers">The weights, units × units before.</param>
internal sealed class MatlabWeights(string function, MatlabNumbers numbers)
{
    public string Function => function;

    public MatlabNumbers Numbers => numbers;
}
