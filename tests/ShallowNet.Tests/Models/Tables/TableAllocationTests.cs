namespace ShallowNet.Tests;

[Collection(typeof(Alone))]
public sealed class TableAllocationTests
{
    [Fact]
    public void Predict_OfARow_AllocatesNothing()
    {
        MlpClassifier<float, string> classifier = MlpClassifier.Fit(Customers.Train.With("text"), "text", Customers.Quick);
        MlpRegressor<double> regressor = MlpRegressor.Fit<double>(Customers.Train.With("price"), "price", Customers.Quick);
        InputRow ofClassifier = classifier.Encoder!.CreateRow(), ofRegressor = regressor.Encoder!.CreateRow();
        Table several = SeveralTargets.Of(Customers.Train);
        MlpRegressor<float> ofNumbers = MlpRegressor.Fit(several.Without("flag", "old"), ["price", "rent"], Customers.Quick);
        MlpMultiLabelClassifier<float, string> ofFlags = MlpMultiLabelClassifier.Fit(several.Without("price", "rent"), ["flag", "old"], Customers.Quick);
        InputRow rowOfNumbers = ofNumbers.Encoder!.CreateRow(), rowOfFlags = ofFlags.Encoder!.CreateRow();
        float[] probabilities = new float[2];
        Allocations.Measure(() =>
        {
            classifier.PredictProbability(Filled(ofClassifier), probabilities);
            classifier.Predict(ofClassifier);
            regressor.Predict(Filled(ofRegressor));
            ofNumbers.Predict(Filled(rowOfNumbers), probabilities);
            ofFlags.PredictProbability(Filled(rowOfFlags), probabilities);
        }).Should().Be(0);
        classifier.Encoder.UnknownCounts.Should().ContainKey("plan");
    }

    [Fact]
    public void Predict_OfARowOfOnesOwnType_AllocatesNothing()
    {
        RowModelTests.Customer[] rows = [.. Customers.Train.Rows.Select(RowModelTests.Customer.Of)];
        Features<RowModelTests.Customer> features = Features.Of<RowModelTests.Customer>().Number(c => c.Age).Category(c => c.Plan).Flag(c => c.IsActive).Date(c => c.Since);
        RowClassifier<RowModelTests.Customer, bool> classifier = MlpClassifier.Fit(rows, features, c => c.Leaves, Customers.Quick);
        RowRegressor<RowModelTests.Customer> regressor = MlpRegressor.Fit(rows, features, c => (double)c.Price, Customers.Quick);
        float[] probabilities = new float[2];
        int next = 0;
        Allocations.Measure(() =>
        {
            RowModelTests.Customer row = rows[next++ % rows.Length];
            classifier.PredictProbability(row, probabilities);
            classifier.Predict(row);
            regressor.Predict(row);
        }).Should().Be(0);
    }

    private static InputRow Filled(InputRow row)
    {
        row.Clear();
        return row.Set("age", 42).Set("plan", "new").Set(1, "plan 12".AsSpan(0, 6)).Set("plan", "unknown").Set("active", true).Set("since", new DateTime(2020, 2, 29));
    }
}
