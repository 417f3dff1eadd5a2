namespace ShallowNet;

/// <summary>Which signs the weights of a network must have so that its outputs never fall when some inputs rise, and never rise when others do.</summary>
internal static class Monotony
{
    /// <summary>Whether some input is one in which the outputs are monotone.</summary>
    public static bool IsAsked(IReadOnlyList<Dense> layers) => layers[0].Monotone?.Any(direction => direction != 0) == true;

    /// <summary>The sign that each column of W[l] has in the rows of rising units, 0 for either; in those of falling ones it is the opposite.</summary>
    public static int[] SignsOfColumns(IReadOnlyList<Dense> layers, int inputs, int l)
    {
        if (l > 1)
        {
            return [.. Enumerable.Range(0, layers[l - 2].Units).Select(SignOfUnit)];
        }

        IReadOnlyList<int> directions = layers[0].Monotone!;
        return layers[0].Embedding is { } embedding ? [.. embedding.Each(inputs).SelectMany((kind, i) => Enumerable.Repeat(directions[i], kind.Size))] : [.. directions];
    }

    /// <summary>1 for a hidden unit that rises, −1 for one that falls.</summary>
    public static int SignOfUnit(int unit) => unit % 2 == 0 ? 1 : -1;

    /// <summary>Refuses layers that cannot be monotone.</summary>
    public static void Check(int inputs, IReadOnlyList<Dense> layers)
    {
        int later = layers.Skip(1).ToList().FindIndex(layer => layer.Monotone is not null) + 2;
        if (later > 1)
        {
            throw new ArgumentException(Invariant($"Monotone must be given for layer 1, from where it holds for all layers, but is for layer {later}."), nameof(layers));
        }

        if (layers[0].Monotone is { } directions && directions.Count != inputs)
        {
            throw new ArgumentException(Invariant($"Monotone must have {Require.Count(inputs, "number")} (one for each input), but has {directions.Count}."), nameof(layers));
        }

        if (!IsAsked(layers))
        {
            return;
        }

        for (int l = 1; l <= layers.Count; l++)
        {
            if (Obstacle(layers[l - 1], inputs, isFirst: l == 1, isLast: l == layers.Count) is { } obstacle)
            {
                throw new ArgumentException(Invariant($"A monotone network must have {obstacle.Needed}, but layer {l} has {obstacle.Given}."), nameof(layers));
            }
        }
    }

    private static (string Needed, string Given)? Obstacle(Dense layer, int inputs, bool isFirst, bool isLast)
    {
        if (!layer.Activation.IsMonotone)
        {
            return ("activations that never fall, such as ReLU, tanh and sigmoid", layer.Activation.Name);
        }

        if (layer.BatchNormalization is not null || layer.LearnedMix || layer.InputFactors)
        {
            return ("nothing that may turn a unit around", layer.BatchNormalization is not null ? "batch normalization" : layer.LearnedMix ? "a learned mix" : "input factors");
        }

        if (layer.Residual && (isFirst || isLast))
        {
            return ("residual connections between hidden layers only", "one");
        }

        return layer.Embedding is { } embedding && (!isFirst || embedding.Each(inputs).Zip(layer.Monotone!).Any(input => input.Second != 0 && input.First is not (PassEmbedding or PiecewiseLinearEmbedding)))
            ? ("no embedding but of the first layer, and of monotone inputs piecewise-linear ones only", $"{embedding}") : null;
    }
}
