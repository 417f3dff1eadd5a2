using System.Numerics;
using System.Runtime.InteropServices;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Samples that are there twice, targets included: among those to train on, and among those to judge by.</summary>
internal sealed class DuplicatesCheck : IHealthCheck
{
    /// <summary>Columns go together, so that equal samples are more frequent than if they did not: up to so many times as much is no wonder.</summary>
    private const double Together = 10;

    /// <summary>Fewer of them change what a model is thought to be worth by less than a hundredth.</summary>
    private const double LeastShare = 0.01;

    public IReadOnlyList<FindingKind> Kinds { get; } = [FindingKind.Duplicates];

    public bool NeedsTrials => false;

    public bool IsExplainedBy(IReadOnlyList<Finding> findings) => false;

    public IEnumerable<Finding> Run<T>(Examination<T> examination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Patient<T> patient = examination.Patient;
        Keys[] keys = KeysOf(patient, patient.X, patient.Y);
        HashSet<string> known = [];
        int[] again = [.. Enumerable.Range(0, keys.Length).Where(j => !known.Add(keys[j].Whole))];
        Keys[] different = [.. keys.Where((_, j) => Array.BinarySearch(again, j) < 0)];
        bool areCopied = IsTooMany(again.Length, keys.Length, ExpectedTwins(keys, different));
        if (areCopied)
        {
            yield return Of(
                again, $"{Texts(again.Length, keys.Length)} of those to train on are copies of others, targets included: samples that are held out to judge by, or to stop by, are not new to the network, which seems better than it is.",
                "Remove copies before samples are divided into parts (also where rare samples were multiplied on purpose: use weights, or ClassWeights, instead).");
        }

        if (examination.HeldOut is not { } heldOut)
        {
            yield break;
        }

        Keys[] others = KeysOf(patient, heldOut.X, heldOut.Y);
        int[] twins = [.. Enumerable.Range(0, others.Length).Where(j => known.Contains(others[j].Whole))];

        // Samples of few different values meet by chance; then as many of those to train on meet others, too.
        HashSet<string> twice = [.. again.Select(j => keys[j].Whole)];
        double usual = areCopied ? 0 : keys.Count(key => twice.Contains(key.Whole)) / (double)keys.Length, doubt = Math.Sqrt(usual * (1 - usual) / keys.Length);
        if (IsTooMany(twins.Length, others.Length, Math.Max(ExpectedTwins(others, different), others.Length * (usual + Gain.Sure * doubt))))
        {
            yield return Of(
                twins, $"{Texts(twins.Length, others.Length)} of those to judge by are also among those to train on, targets included: the model knows them, and seems better than it is.",
                "Divide the samples so that none is on both sides: remove copies before dividing; where several samples are of one customer, patient or machine, use Split.GroupKFold or table.SplitByGroup.");
        }
    }

    private static Finding Of(int[] samples, string text, string advice) => new(FindingKind.Duplicates, FindingSeverity.Severe, text, advice)
    {
        Samples = samples, Numbers = [new("copies", samples.Length)],
    };

    private static string Texts(int some, int all) => Invariant($"{some} of {Require.Count(all, "sample")} ({100.0 * some / all:0.#} %)");

    private static bool IsTooMany(int twins, int n, double expected) =>
        twins >= LeastShare * n && expected < n && Chance.OfAtLeast(twins, n, (expected + 1) / (n + 1)) < Chance.Small;

    /// <summary>How many samples have a twin among others by chance, if columns do not go together within a class, and ten times as many, if they do.</summary>
    private static double ExpectedTwins(Keys[] samples, Keys[] others)
    {
        double sum = 0;
        ILookup<string, Keys> ofClass = others.ToLookup(key => key.Class);
        foreach (IGrouping<string, Keys> group in samples.GroupBy(key => key.Class))
        {
            Keys[] same = [.. ofClass[group.Key]];
            double equal = 1;
            for (int i = 0; i < group.First().Columns.Length && same.Length > 1; i++)
            {
                equal *= same.GroupBy(key => key.Columns[i]).Sum(values => values.Count() * (values.Count() - 1.0)) / (same.Length * (same.Length - 1.0));
            }

            sum += group.Count() * Math.Min(1, Together * equal * same.Length);
        }

        return sum;
    }

    /// <summary>What samples are compared by.</summary>
    private static Keys[] KeysOf<T>(Patient<T> patient, Matrix<T> X, Matrix<T> Y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        return [.. Enumerable.Range(0, X.ColumnCount).Select(KeyOf)];

        Keys KeyOf(int j)
        {
            ReadOnlySpan<T> x = ColumnMajor.Span(X).Slice(j * X.RowCount, X.RowCount), y = ColumnMajor.Span(Y).Slice(j * Y.RowCount, Y.RowCount);
            string target = TextOf(y);
            string[] columns = new string[patient.Columns.Features.Length + (patient.Classes is null ? 1 : 0)];
            columns[^1] = target;
            for (int i = 0; i < patient.Columns.Features.Length; i++)
            {
                (int first, int count) = patient.Columns.Features[i];
                columns[i] = TextOf(x.Slice(first, count));
            }

            return new Keys(TextOf(x) + target, columns, patient.Classes is null ? "" : target);
        }
    }

    /// <summary>The bytes of some numbers as a text that is equal where they are.</summary>
    private static string TextOf<T>(ReadOnlySpan<T> numbers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(MemoryMarshal.Cast<byte, char>(MemoryMarshal.AsBytes(numbers)));

    /// <summary>A sample as texts: all of it, its columns, and its class.</summary>
    private sealed record Keys(string Whole, string[] Columns, string Class);
}
