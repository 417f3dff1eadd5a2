using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>The groups that a column of texts or flags divides samples into, by the features that were made of it.</summary>
internal static class SampleGroups
{
    /// <summary>More groups have hardly a sample each.</summary>
    public const int MostGroups = 32;

    /// <summary>A value that was not there in training.</summary>
    public const byte Unknown = byte.MaxValue;

    private static readonly string[] Flags = ["false", "true", "gaps"];

    /// <summary>The places of the columns by which samples can be grouped.</summary>
    public static int[] ColumnsOf(TableEncoder encoder) => [.. Enumerable.Range(0, encoder.Encoders.Count).Where(i => WhyNot(encoder.Encoders[i]) is null)];

    /// <summary>Why a column makes no groups, as the end of a sentence; null where it does.</summary>
    public static string? WhyNot(ColumnEncoder column) => column.Width == 0 ? "tells nothing"
        : column is CategoryEncoder category ? category.Slots > MostGroups ? Invariant($"has {category.Slots} values, and may have {MostGroups}") : null
        : column.Kind == ColumnKind.Flag ? null : $"holds {Column.WordsFor(column.Kind)}";

    /// <summary>The group of each sample.</summary>
    /// <param name="encoder">What made the features.</param>
    /// <param name="place">The place of the column.</param>
    /// <param name="X">The features, not scaled.</param>
    public static byte[] Of<T>(TableEncoder encoder, int place, Matrix<T> X)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ColumnEncoder column = encoder.Encoders[place];
        int first = encoder.Columns[place].FirstFeature;
        byte[] groups = new byte[X.ColumnCount];
        ReadOnlySpan<T> all = ColumnMajor.Span(X);
        for (int j = 0; j < groups.Length; j++)
        {
            int group = GroupOf(column, all.Slice(j * X.RowCount + first, column.Width));
            groups[j] = group < 0 ? Unknown : (byte)group;
        }

        return groups;
    }

    /// <summary>What a group is called.</summary>
    public static string NameOf(ColumnEncoder column, byte group) => column is not CategoryEncoder category ? Flags[group]
        : group < category.Values.Count ? category.Values[group] : group == category.RareSlot ? "rare values" : group == category.GapSlot ? "gaps" : "values that are not known";

    private static int GroupOf<T>(ColumnEncoder column, ReadOnlySpan<T> features)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (column is NumberEncoder { Transform: null })
        {
            return features[0] == T.One ? 2 : (bool)column.Typical! ? 1 : 0;
        }

        if (column is not CategoryEncoder category)
        {
            return features.Length > 1 && features[1] == T.One ? 2 : features[0] > T.CreateTruncating(0.5) ? 1 : 0;
        }

        if (category.EmbeddingSize > 0)
        {
            return int.CreateTruncating(features[0]);
        }

        int place = features.IndexOf(T.One), shift = category.Slots - category.Width;
        return place >= 0 ? place + shift : shift - 1;
    }
}
