namespace ShallowNet.Tests;

/// <summary>Shapley values of tables, by original column: all that was made of a column is exchanged together.</summary>
public sealed class TableShapleyTests
{
    private static readonly MlpClassifier<double, string> Model = MlpClassifier.Fit<double, string>(Customers.Train.With("text"), "text", Customers.Quick);

    /// <summary>The definition, played with tables whose columns are exchanged.</summary>
    [Fact]
    public void Shapley_OfATable_IsTheDefinitionByColumns()
    {
        Table rows = Customers.Test.With("text").Without("text").Take([0, 3, 7]), background = Customers.Train.With("text").Without("text").Take(Enumerable.Range(0, 9));
        ShapleyValues values = Model.Shapley(rows, background);
        values.Names.Should().Equal("age", "plan", "active", "since");
        for (int j = 0; j < 3; j++)
        {
            double[] worth = [.. Enumerable.Range(0, 16).Select(set => Model.PredictProbability(Mixed(rows, j, background, set)).Row(1).Average())];
            double[] weights = [1.0 / 4, 1.0 / 12, 1.0 / 12, 1.0 / 4];
            for (int i = 0; i < 4; i++)
            {
                double expected = Enumerable.Range(0, 16).Where(set => (set >> i & 1) == 0).Sum(set =>
                    weights[System.Numerics.BitOperations.PopCount((uint)set)] * (worth[set | 1 << i] - worth[set]));
                values.Values[i, j].Should().BeApproximately(expected, 1e-12);
            }

            (values.BaseValue + values.Values.Column(j).Sum()).Should().BeApproximately(Model.PredictProbability(rows)[1, j], 1e-12);
        }
    }

    /// <summary>The targets may be there, and the class is asked for by its number.</summary>
    [Fact]
    public void Shapley_OfTheOtherClass_IsTheOpposite()
    {
        ShapleyValues leaves = Model.Shapley(Customers.Test.With("text"), Customers.Train.With("text"), new ShapleyOptions { Answer = 0 });
        ShapleyValues stays = Model.Shapley(Customers.Test.With("text"), Customers.Train.With("text"));
        (leaves.Values + stays.Values).Enumerate().Select(Math.Abs).Max().Should().BeLessThan(1e-12);
        (leaves.BaseValue + stays.BaseValue).Should().BeApproximately(1, 1e-12);
    }

    /// <summary>The model that the data chose, which may be a mean of networks of inputs in pieces.</summary>
    [Fact]
    public void Shapley_OfADefaultModel_SumsToItsAnswers()
    {
        MlpRegressor<double> model = MlpRegressor.Fit<double>(Customers.Train.With("price"), "price");
        ShapleyValues values = model.Shapley(Customers.Test.With("price"), Customers.Train.With("price"), new ShapleyOptions { BackgroundRows = 10 });
        double[] answers = model.Predict(Customers.Test.With("price"));
        for (int j = 0; j < answers.Length; j++)
        {
            (values.BaseValue + values.Values.Column(j).Sum()).Should().BeApproximately(answers[j], 1e-9);
        }

        values.MeanMagnitudes[3].Should().BeLessThan(0.5 * values.MeanMagnitudes.Take(3).Min(), "the date tells nothing");
    }

    [Fact]
    public void Shapley_OfAModelOfAMatrix_RefusesTables() =>
        GoldenModels.Regressor<double>().Invoking(it => it.Shapley(Customers.Test, Customers.Train)).Should().Throw<InvalidOperationException>();

    /// <summary>The background, with the columns of a set those of one row.</summary>
    private static Table Mixed(Table rows, int row, Table background, int set)
    {
        Table same = rows.Take(Enumerable.Repeat(row, background.RowCount));
        return new Table(background.Columns.Select((column, i) => (set >> i & 1) == 1 ? same[column.Name] : column));
    }
}
