using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>The embedding of the mean of networks whose members have learned numbers of categories: those of all members, one after the other.</summary>
internal sealed class AveragedEmbedding
{
    private readonly InputEmbedding[] kinds;
    private readonly int members;

    private AveragedEmbedding(InputEmbedding[] kinds, int members)
    {
        (this.kinds, this.members) = (kinds, members);
        Embedding = Embedding.OfEach(Array.ConvertAll(kinds, kind => kind is CategoryEmbedding category ? CategoryEmbedding.Of(category.Values, members * category.Numbers, category.Deviation) : kind));
    }

    public Embedding Embedding { get; }

    /// <summary>That of so many members of which this is one; null where none of them has learned numbers.</summary>
    public static AveragedEmbedding? Of<T>(Network<T> member, int members)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        member.Embeddings[1] is null ? null : new AveragedEmbedding(member.Layers[1].Embedding!.Each(member.Inputs), members);

    /// <summary>A member's W[1] with zeros for the numbers of the others.</summary>
    public Matrix<T> Widened<T>(Matrix<T> W, int member)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Matrix<T> widened = ColumnMajor.Create<T>(W.RowCount, kinds.Sum(Width));
        int from = 0, to = 0;
        foreach (InputEmbedding kind in kinds)
        {
            widened.SetSubMatrix(0, to + (kind is CategoryEmbedding ? member * kind.Size : 0), W.SubMatrix(0, W.RowCount, from, kind.Size));
            (from, to) = (from + kind.Size, to + Width(kind));
        }

        return widened;
    }

    /// <summary>Puts the numbers of all members side by side, value after value.</summary>
    public void CopyNumbers<T>(IReadOnlyList<Network<T>> networks, Network<T> average)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> all = ColumnMajor.Span(average.Embeddings[1]!);
        for (int k = 0; k < members; k++)
        {
            ReadOnlySpan<T> own = ColumnMajor.Span(networks[k].Embeddings[1]!);
            int from = 0, to = 0;
            foreach (CategoryEmbedding kind in kinds.OfType<CategoryEmbedding>())
            {
                for (int value = 0; value < kind.Values; value++)
                {
                    own.Slice(from, kind.Size).CopyTo(all[(to + k * kind.Size)..]);
                    (from, to) = (from + kind.Size, to + Width(kind));
                }
            }
        }
    }

    private int Width(InputEmbedding kind) => kind is CategoryEmbedding ? members * kind.Size : kind.Size;
}
