using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Plotting;

/// <summary>Numbers that a model answered, beside those that it should have answered.</summary>
/// <param name="Name">What a legend calls them; nothing where empty.</param>
/// <param name="YHat">The answers, finite.</param>
/// <param name="Y">As many targets, finite.</param>
internal sealed record Answers(string Name, double[] YHat, double[] Y)
{
    /// <summary>Answers of one output, or of several, each of which is a group of its own.</summary>
    public static Answers[] OfOutputs<T>(Matrix<T> YHat, Matrix<T> Y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(YHat, Y, nameof(YHat), nameof(Y));
        return [.. Enumerable.Range(0, Y.RowCount).Select(i => Of(Y.RowCount == 1 ? "" : $"output {Need.Text(i + 1)}", YHat.Row(i).ToArray(), Y.Row(i).ToArray()))];
    }

    /// <summary>The answers of one output.</summary>
    public static Answers[] OfNumbers<T>(IEnumerable<T> yHat, IEnumerable<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] answers = [.. Need.NotNull(yHat)], targets = [.. Need.NotNull(y)];
        Need.Some(targets.Length, nameof(y));
        Need.Elements(answers, targets.Length, "as y", nameof(yHat));
        Need.Finite(answers, nameof(yHat));
        Need.Finite(targets, nameof(y));
        return [Of("", answers, targets)];
    }

    /// <summary>What a regressor answers to samples.</summary>
    public static Answers[] OfModel<T>(MlpRegressor<T> model, Matrix<T> X, Matrix<T> Y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Matrix<T> YHat = Need.NotNull(model).Predict(X);
        Need.Shape(Y, YHat.RowCount, YHat.ColumnCount, nameof(Y), "the model's outputs", "as many as X");
        return OfOutputs(YHat, Y);
    }

    /// <summary>What a regressor of one output answers to samples.</summary>
    public static Answers[] OfModel<T>(MlpRegressor<T> model, Matrix<T> X, IEnumerable<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Matrix<T> YHat = Need.NotNull(model).Predict(X);
        if (YHat.RowCount > 1)
        {
            throw new ArgumentException($"model must have 1 output, as y, but has {Need.Text(YHat.RowCount)}.", nameof(model));
        }

        T[] targets = [.. Need.NotNull(y)];
        Need.Elements(targets, YHat.ColumnCount, "one for each sample", nameof(y));
        return OfNumbers(YHat.ToColumnMajorArray(), targets);
    }

    /// <summary>What a regressor answers to the rows of a table; several targets have their names.</summary>
    public static Answers[] OfRows<T>(MlpRegressor<T> model, Table table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Matrix<T> X = Need.NotNull(model).InputsOf(Need.NotNull(table)), Y = model.TargetsOf(table);
        return [.. OfModel(model, X, Y).Select((answers, i) => Y.RowCount == 1 ? answers : answers with { Name = model.Targets[i] })];
    }

    /// <summary>Groups of answers, such as those to the training and to the validation samples.</summary>
    public static Answers[] OfGroups<T>((string Name, Matrix<T> YHat, Matrix<T> Y)[] groups)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Need.Any(groups, "group");
        foreach ((int i, (string name, Matrix<T> YHat, Matrix<T> Y)) in groups.Index())
        {
            string group = $"{nameof(groups)}[{Need.Text(i)}]";
            Need.NotNull(name, $"{group}.Name");
            Check(YHat, Y, $"{group}.YHat", $"{group}.Y");
        }

        return [.. groups.Select(group => Of(group.Name, group.YHat.ToColumnMajorArray(), group.Y.ToColumnMajorArray()))];
    }

    private static Answers Of<T>(string name, T[] yHat, T[] y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(name, Doubles.Of(yHat), Doubles.Of(y));

    private static void Check<T>(Matrix<T> YHat, Matrix<T> Y, string nameOfYHat, string nameOfY)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Need.Shape(Y, null, null, nameOfY, "");
        Need.Shape(YHat, Y.RowCount, Y.ColumnCount, nameOfYHat, $"as {nameOfY}", $"as {nameOfY}");
        Need.Finite(YHat, nameOfYHat);
        Need.Finite(Y, nameOfY);
    }
}
