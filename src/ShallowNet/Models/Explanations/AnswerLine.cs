namespace ShallowNet;

/// <summary>One of a model's answers as a line of one of its network's outputs: offset + factor·ŷ.</summary>
/// <param name="Output">The number of the output.</param>
/// <param name="Factor">What it is multiplied by.</param>
/// <param name="Offset">What is added.</param>
internal readonly record struct AnswerLine(int Output, double Factor, double Offset)
{
    /// <summary>The answer for an output.</summary>
    public double Of(double output) => Offset + Factor * output;
}
