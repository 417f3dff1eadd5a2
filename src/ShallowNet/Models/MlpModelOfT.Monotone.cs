namespace ShallowNet;

/// <content>What the answers must rise or fall with.</content>
public abstract partial class MlpModel<T>
{
    /// <summary>1 for each feature with which answers must rise, −1 where they must fall, and 0 for others; null where there are none.</summary>
    /// <exception cref="ArgumentException">The options name what is not there, what has no order, or one thing twice; or the answers have no order.</exception>
    private IReadOnlyList<int>? DirectionsOf(int features, string name = "options")
    {
        if (!Options.IsMonotone)
        {
            return null;
        }

        if (HasOneClassPerSample && ClassesOfOutputs is { Count: > 2 } classes)
        {
            throw new ArgumentException(Invariant($"Monotone must be given for numbers, for two classes, or for classes of which a sample may have several, but there are {classes.Count} classes, of which none can become likelier unless others become less likely."), name);
        }

        if (!OutputActivation.IsMonotone)
        {
            throw new ArgumentException($"OutputActivation must be one that never falls where answers must rise or fall with inputs (Monotone), such as the identity, but is {OutputActivation}.", name);
        }

        if (Options.HiddenLayers is [{ Monotone: { } own }, ..])
        {
            return Options.Monotone.Count == 0 ? own : throw new ArgumentException("Monotone must be given in the options or for the first hidden layer, but both are.", name);
        }

        int[] directions = new int[features];
        foreach (MonotoneInput input in Options.Monotone)
        {
            int feature = Encoder is { } encoder ? FeatureOfColumn(encoder, input, name) : FeatureOf(input, features, name);
            if (feature >= 0)
            {
                directions[feature] = directions[feature] == 0 ? input.Rises ? 1 : -1
                    : throw new ArgumentException($"Monotone must name an input once, but {input} is there after another one of the same input.", name);
            }
        }

        return Array.Exists(directions, direction => direction != 0) ? directions : null;
    }

    private int FeatureOf(MonotoneInput input, int features, string name)
    {
        int feature = input.Feature ?? Options.FeatureNames?.ToList().IndexOf(input.Column!) ?? -1;
        return feature >= 0 && feature < features ? feature : throw new ArgumentException(Invariant(
            $"Monotone must name features, rows of X from 0 to {features - 1} or {(Options.FeatureNames is null ? "names in FeatureNames" : Table.Quoted(Options.FeatureNames))}, but has one that is {input}."), name);
    }

    /// <summary>The feature of a column's numbers; −1 where it had one value only, with which nothing changes.</summary>
    private static int FeatureOfColumn(TableEncoder encoder, MonotoneInput input, string name)
    {
        if (input.Column is not { } column || !encoder.Has(column))
        {
            throw new ArgumentException($"Monotone must name columns of the table, but has one that is {input}: they are {Table.Quoted(encoder.Columns.Select(each => each.Name))}.", name);
        }

        int place = encoder.PlaceOf(column);
        return encoder.Encoders[place] switch
        {
            NumberEncoder { Transform: null } => -1,
            NumberEncoder => encoder.Columns[place].FirstFeature,
            DateEncoder => throw new ArgumentException($"Monotone must name columns of numbers or flags, but \"{column}\" holds dates, of which seasons are made, too: make a number of it, such as the days since a date.", name),
            _ => throw new ArgumentException($"Monotone must name columns of numbers or flags, but \"{column}\" holds categories, which have no order: if they have one, make numbers of them.", name),
        };
    }
}
