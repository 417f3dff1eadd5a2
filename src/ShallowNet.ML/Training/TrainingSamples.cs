using MathNet.Numerics.LinearAlgebra;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace ShallowNet;

/// <summary>The rows of a data view as samples: those that have a label, a weight and features that are finite.</summary>
internal sealed class TrainingSamples
{
    private TrainingSamples(Matrix<float> X, IReadOnlyList<double>? weights) => (this.X, Weights) = (X, weights);

    /// <summary>The features, features × m.</summary>
    public Matrix<float> X { get; }

    /// <summary>What each sample counts; null when all count the same.</summary>
    public IReadOnlyList<double>? Weights { get; }

    /// <summary>Reads the rows once.</summary>
    /// <param name="training">The view and its columns.</param>
    /// <param name="labels">Receives the labels of the rows that are kept.</param>
    /// <exception cref="InvalidOperationException">No row is kept.</exception>
    public static TrainingSamples Read(TrainingTask training, LabelReader labels)
    {
        using IChannel channel = training.Host.Start("Training");
        int features = ((VectorDataViewType)training.Features.Type).Size;
        float[] elements = new float[(int)Math.Min((training.Input.GetRowCount() ?? 256) * features, Array.MaxLength)];
        List<double>? weights = training.Weights is null ? null : [];
        DataViewSchema.Column[] needed = training.Weights is { } column ? [training.Label, training.Features, column] : [training.Label, training.Features];
        long rows = 0, kept = 0;
        using (DataViewRowCursor cursor = training.Input.GetRowCursor(needed))
        {
            FeatureReader reader = new(cursor, training.Features);
            ValueGetter<float>? weightOf = training.Weights is { } its ? cursor.GetGetter<float>(its) : null;
            float weight = 1;
            labels.Bind(cursor);
            for (; cursor.MoveNext(); rows++)
            {
                weightOf?.Invoke(ref weight);
                if (!labels.Read() || !float.IsFinite(weight) || !reader.TryRead(out ReadOnlySpan<float> x))
                {
                    continue;
                }

                int length = Require.Elements(features, (int)++kept, "The features of all rows");
                if (length > elements.Length)
                {
                    Array.Resize(ref elements, (int)Math.Min(2L * length, Array.MaxLength));
                }

                x.CopyTo(elements.AsSpan(length - features));
                labels.Keep();
                weights?.Add(weight);
            }
        }

        if (kept == 0)
        {
            throw training.Host.Except(Invariant($"No valid training instances found: of {rows} rows, none has a label and features that are finite."));
        }

        if (kept < rows)
        {
            channel.Warning(Invariant($"Skipped {rows - kept} of {rows} rows, whose label, weight or features are missing or not finite."));
        }

        Array.Resize(ref elements, features * (int)kept);
        return new TrainingSamples(ColumnMajor.Create(features, (int)kept, elements), weights);
    }
}
