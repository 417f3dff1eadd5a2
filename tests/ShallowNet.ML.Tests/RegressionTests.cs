using MathNet.Numerics.LinearAlgebra;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ShallowNet.ML.Tests;

public sealed class RegressionTests
{
    private readonly MLContext context = new(seed: 5);

    [Fact]
    public void Fit_Diabetes_AnswersAsTheModelItselfToTheBit()
    {
        IDataView view = Data.Diabetes(context);
        (Matrix<float> X, float[] y) = Data.DiabetesSamples();
        IDataView scored = context.Regression.Trainers.ShallowNet(options: Data.Fast).Fit(view).Transform(view);
        scored.Values<float>("Score").Should().Equal(MlpRegressor.Fit(X, y, Data.Fast with { Seed = 5 }).Predict(X).Row(0));
        context.Regression.Evaluate(scored).RSquared.Should().BeGreaterThan(0.4);
    }

    [Fact]
    public void Fit_VectorLabel_LearnsAllOfItsNumbers()
    {
        (Matrix<float> X, float[] y) = Data.DiabetesSamples();
        Matrix<float> Y = Matrix<float>.Build.Dense(2, y.Length, (i, j) => i == 0 ? y[j] : X[2, j]);
        IDataView view = View(X, Y);
        ShallowNetTransformer<MlpRegressor<float>> transformer = context.Regression.Trainers.ShallowNet(options: Data.Fast).Fit(view);
        float[] expected = MlpRegressor.Fit(X, Y, Data.Fast with { Seed = 5 }).Predict(X).ToColumnMajorArray();
        foreach (ITransformer either in (ITransformer[])[transformer, transformer.SaveAndLoad(view.Schema)])
        {
            IDataView scored = either.Transform(view);
            scored.Schema["Score"].Type.Should().Be(new VectorDataViewType(NumberDataViewType.Single, 2));
            scored.Vectors("Score").Should().Equal(expected);
        }
    }

    [Fact]
    public void Score_OfAVectorLabelWithSlotNames_HasThem()
    {
        IDataView view = context.Transforms.Concatenate("Both", "Label", "Other").Fit(Named()).Transform(Named());
        ITransformer transformer = context.Regression.Trainers.ShallowNet("Both", options: Data.Fast).Fit(view);
        foreach (ITransformer either in (ITransformer[])[transformer, transformer.SaveAndLoad(view.Schema)])
        {
            VBuffer<ReadOnlyMemory<char>> slots = default;
            either.GetOutputSchema(view.Schema)["Score"].GetSlotNames(ref slots);
            slots.DenseValues().Select(name => name.ToString()).Should().Equal("Label", "Other");
        }

        IDataView Named() => context.Transforms.CopyColumns("Other", "Label").Fit(Data.Diabetes(context)).Transform(Data.Diabetes(context));
    }

    [Fact]
    public void Fit_LabelThatIsNotFinite_IsLeftOut()
    {
        (Matrix<float> X, float[] y) = Data.DiabetesSamples();
        float[] gaps = [.. y.Select((number, i) => i == 0 ? float.NaN : i == 1 ? float.NegativeInfinity : number)];
        Matrix<float> kept = X.RemoveColumn(0).RemoveColumn(0);
        IDataView view = View(X, Matrix<float>.Build.Dense(1, gaps.Length, gaps));
        context.Regression.Trainers.ShallowNet(options: Data.Fast).Fit(view).Transform(view).Vectors("Score")
            .Should().Equal(MlpRegressor.Fit(kept, y[2..], Data.Fast with { Seed = 5 }).Predict(X).Row(0));
        IDataView none = View(X.SubMatrix(0, 10, 0, 1), Matrix<float>.Build.Dense(1, 1, float.NaN));
        ((Action)(() => context.Regression.Trainers.ShallowNet().Fit(none))).Should().Throw<InvalidOperationException>().WithMessage("No valid training instances found: of 1 rows*");
    }

    [Fact]
    public void Transform_RowWithAGap_HasNoAnswer()
    {
        (Matrix<float> X, float[] y) = Data.DiabetesSamples();
        IDataView view = View(X, Matrix<float>.Build.Dense(1, y.Length, y));
        ITransformer transformer = context.Regression.Trainers.ShallowNet(options: Data.Fast).Fit(view);
        X[3, 7] = float.NaN;
        float[] scores = transformer.Transform(View(X, Matrix<float>.Build.Dense(1, y.Length, y))).Vectors("Score");
        scores[7].Should().Be(float.NaN);
        scores.Count(float.IsNaN).Should().Be(1);
    }

    private IDataView View(Matrix<float> X, Matrix<float> Y)
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Patient));
        definition["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, X.RowCount);
        definition["Label"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Y.RowCount);
        return context.Data.LoadFromEnumerable(
            Enumerable.Range(0, X.ColumnCount).Select(j => new Patient { Features = X.Column(j).ToArray(), Label = Y.Column(j).ToArray() }), definition);
    }

    private sealed class Patient
    {
        public float[] Label { get; set; } = [];

        public float[] Features { get; set; } = [];
    }
}
