using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>What a model answers to many samples, as columns whose profiles can be compared.</summary>
/// <remarks>
/// Classes are counted by the mean of their probabilities: the answers to samples that a network was fitted to are surer than those to others, and their mean is not.
/// </remarks>
internal sealed class ModelOutputs<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly string[] Flags = ["false", "true"];

    private readonly MlpModel<T> model;
    private readonly Matrix<T> answers;

    /// <summary>Takes answers.</summary>
    /// <param name="model">A model.</param>
    /// <param name="answers">Its answers, outputs × m, in the units of the targets.</param>
    public ModelOutputs(MlpModel<T> model, Matrix<T> answers) => (this.model, this.answers) = (model, answers);

    /// <summary>The names of the columns that the answers of a model are compared in: its targets, or what a model of a matrix has in their place.</summary>
    public static IReadOnlyList<string> NamesOf(MlpModel<T> model) => model.Targets.Count > 0 ? model.Targets
        : HasOneClass(model) ? ["class"] : model.ClassesOfOutputs is { } classes ? classes.Names : [.. Enumerable.Range(0, model.Network.Outputs).Select(i => Invariant($"y[{i}]"))];

    /// <summary>The profiles of the answers.</summary>
    public IReadOnlyList<ColumnProfile> Profiles()
    {
        if (model.ClassesOfOutputs is null)
        {
            return [.. NamesOf(model).Select((target, i) => NumberProfile.Of(target, NumbersOf(i), answers.ColumnCount, isDate: false))];
        }

        return [.. NamesOf(model).Select((target, i) => CategoryProfile.Of(target, answers.ColumnCount, Values(), CountsOf(i), metOnce: 0))];
    }

    /// <summary>How far the answers have moved.</summary>
    public IEnumerable<ColumnDrift> Compare(IReadOnlyList<ColumnProfile> profiles) => profiles.Select((profile, i) => profile is NumberProfile numbers
        ? numbers.Compare(NumbersOf(i), answers.ColumnCount, isOutput: true)
        : ((CategoryProfile)profile).Compare(Values(), CountsOf(i), answers.ColumnCount, isOutput: true));

    private static bool HasOneClass(MlpModel<T> model) => model.ClassesOfOutputs is not null && model.HasOneClassPerSample;

    private string[] Values() => HasOneClass(model) ? model.ClassesOfOutputs!.Names : Flags;

    private double[] NumbersOf(int output)
    {
        double[] numbers = new double[answers.ColumnCount];
        ReadOnlySpan<T> all = ColumnMajor.Span(answers);
        for (int j = 0; j < numbers.Length; j++)
        {
            numbers[j] = double.CreateTruncating(all[j * answers.RowCount + output]);
        }

        return numbers;
    }

    /// <summary>The sums of the probabilities of each value; one output is the probability of the second of two.</summary>
    private CountedValues CountsOf(int target)
    {
        if (HasOneClass(model) && answers.RowCount > 1)
        {
            return new CountedValues([.. Enumerable.Range(0, answers.RowCount).Select(output => NumbersOf(output).Sum())]);
        }

        double second = NumbersOf(target).Sum();
        return new CountedValues([answers.ColumnCount - second, second]);
    }
}
