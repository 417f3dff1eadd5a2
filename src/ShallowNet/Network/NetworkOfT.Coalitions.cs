using System.Runtime.CompilerServices;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <content>
/// Answers to samples of which some inputs are exchanged: Z[1] is a sum of what each input adds to it, so that only what is exchanged has to be computed anew.
/// </content>
public sealed partial class Network<T>
{
    /// <summary>Whether a residual connection reads X once more behind Z[1], so that X itself is needed in place of Z[1].</summary>
    private bool FirstLayerReadsX => Layout.Find<AddInputStage>(1) is not null;

    /// <summary>The length of <see cref="Parts"/>'s sum: of Z[1], or of X where that is read again.</summary>
    internal int PartLength => FirstLayerReadsX ? Inputs : n[1];

    /// <summary>What stands in the sum before any input is added: b[1].</summary>
    internal void StartParts(Span<T> sum)
    {
        if (FirstLayerReadsX)
        {
            sum.Clear();
        }
        else
        {
            ColumnMajor.Span(b[1]).CopyTo(sum);
        }
    }

    /// <summary>What each of some groups of neighbouring inputs of a sample adds to Z[1].</summary>
    /// <param name="x">The sample.</param>
    /// <param name="groups">The groups: the first input of each, and how many.</param>
    /// <param name="parts">Receives a column of <see cref="PartLength"/> elements for each group.</param>
    internal void Parts(ReadOnlySpan<T> x, IReadOnlyList<(int First, int Count)> groups, Span<T> parts)
    {
        int length = PartLength;
        if (FirstLayerReadsX)
        {
            parts.Clear();
            for (int p = 0; p < groups.Count; p++)
            {
                (int first, int count) = groups[p];
                x.Slice(first, count).CopyTo(parts.Slice(p * length + first, count));
            }

            return;
        }

        using Scratch<T> prepared = Scratch<T>.Rent(Math.Max(widestPrepared, Inputs)), zeros = Scratch<T>.Rent(length);
        zeros.Span.Clear();
        LayerColumns<T> columns = new(x, [], [], 1) { Prepared = prepared.Span };
        Stage<T>[] preparing = Array.FindAll(stages[1], stage => stage.Description.PreparesInput);
        foreach (Stage<T> stage in preparing)
        {
            stage.Predict(in columns);
        }

        ReadOnlySpan<T> E = preparing.Length > 0 ? prepared.Span : x, weights = ColumnMajor.Span(W[1]);
        for (int p = 0; p < groups.Count; p++)
        {
            (int first, int end) = (RowOfInput(groups[p].First), RowOfInput(groups[p].First + groups[p].Count));
            Products.Affine(
                weights.Slice(first * length, (end - first) * length), zeros.Span, E[first..end], parts.Slice(p * length, length), new LayerSize(length, end - first, 1));
        }
    }

    /// <summary>Ŷ from the sums of parts of some samples, at most a block of them, which are lost; and what g[L] was applied to.</summary>
    [MethodImpl(Compile.AtOnce)]
    internal void PredictFromParts(Span<T> sums, Span<T> YHat, Span<T> arguments, int m)
    {
        if (FirstLayerReadsX)
        {
            PredictColumns(sums, YHat, m, arguments);
            return;
        }

        int size = widest * m;
        using Scratch<T> prepared = Scratch<T>.Rent(widestPrepared * m);
        using Scratch<T> linear = Scratch<T>.Rent(size), hidden = Scratch<T>.Rent(size), other = Scratch<T>.Rent(readsInputAgain ? size : 0);
        ReadOnlySpan<T> previous = default;
        for (int l = 1; l < stages.Length; l++)
        {
            Span<T> Z = l == L ? arguments[..(Outputs * m)] : l == 1 ? sums : linear.Span[..(n[l] * m)];
            Span<T> A = l == L ? YHat[..(Outputs * m)] : readsInputAgain && l % 2 == 0 ? other.Span[..(n[l] * m)] : hidden.Span[..(n[l] * m)];
            if (l == 1 && L == 1)
            {
                sums.CopyTo(Z);
            }

            LayerColumns<T> columns = new(previous, Z, A, m) { Prepared = prepared.Span };
            foreach (Stage<T> stage in stages[l])
            {
                if (l > 1 || stage.Description is { PreparesInput: false } and not AffineStage)
                {
                    stage.Predict(in columns);
                }
            }

            previous = A;
        }
    }

    /// <summary>The first of the rows that an input becomes before W[1] is applied; of what comes after the last input, their number.</summary>
    private int RowOfInput(int input)
    {
        if (Layout.Find<EmbedStage>(1) is not { } embed)
        {
            return input;
        }

        foreach (EmbeddedInputs run in embed.Runs)
        {
            if (input < run.Place.First + run.Place.Count)
            {
                return run.Place.FirstRow + (input - run.Place.First) * run.Place.Size;
            }
        }

        return embed.InputsAfter;
    }
}
