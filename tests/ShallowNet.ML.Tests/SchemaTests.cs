using Microsoft.ML;
using Microsoft.ML.Data;

namespace ShallowNet.ML.Tests;

public sealed class SchemaTests
{
    private readonly MLContext context = new(seed: 5);

    /// <summary>The columns with their types and annotations, a line for each.</summary>
    public static string TextOf(DataViewSchema schema) => string.Join('\n', schema.Select(column =>
        $"{column.Name} {column.Type}: {string.Join(", ", column.Annotations.Schema.Select(annotation => $"{annotation.Name} {annotation.Type}{ValuesOf(column, annotation)}"))}"));

    [Fact]
    public void GetOutputSchema_OfEveryTrainer_IsThatOfTheTransformer()
    {
        Check(context.BinaryClassification.Trainers.ShallowNet(options: Data.Fast), Data.Cancer(context));
        IDataView view = Data.Cancer(context);
        Check(context.BinaryClassification.Trainers.ShallowNet(options: Data.Fast), context.Transforms.Conversion.MapValueToKey("Label").Fit(view).Transform(view));
        Check(context.MulticlassClassification.Trainers.ShallowNet(options: Data.Fast), Data.Iris(context));
        Check(context.Regression.Trainers.ShallowNet(options: Data.Fast), Data.Diabetes(context));

        static void Check<TModel>(ShallowNetTrainer<TModel> trainer, IDataView view)
            where TModel : MlpModel<float>
        {
            ITransformer transformer = trainer.Fit(view);
            string[] promised = [.. trainer.GetOutputSchema(SchemaShape.Create(view.Schema)).Select(TextOfShape)];
            string[] kept = [.. SchemaShape.Create(transformer.GetOutputSchema(view.Schema)).Select(TextOfShape)];
            promised.Should().BeEquivalentTo(kept);
            TextOf(transformer.Transform(view).Schema).Should().Be(TextOf(transformer.GetOutputSchema(view.Schema)));
        }

        static string TextOfShape(SchemaShape.Column column) =>
            $"{column.Name} {column.GetTypeString()}: {string.Join(", ", column.Annotations.Select(its => $"{its.Name} {its.GetTypeString()}").Order())}";
    }

    [Fact]
    public void Columns_OfTwoClasses_HaveTheAnnotationsOfMLNet()
    {
        IDataView view = Data.Cancer(context);
        Last(context.BinaryClassification.Trainers.ShallowNet(options: Data.Fast).Fit(view).GetOutputSchema(view.Schema), 3)
            .Should().Equal(Last(context.BinaryClassification.Trainers.SdcaLogisticRegression(maximumNumberOfIterations: 1).Fit(view).GetOutputSchema(view.Schema), 3));
    }

    [Fact]
    public void Columns_OfMoreClassesAndNumbers_HaveTheAnnotationsOfMLNet()
    {
        IDataView flowers = Data.Iris(context);
        Last(context.MulticlassClassification.Trainers.ShallowNet(options: Data.Fast).Fit(flowers).GetOutputSchema(flowers.Schema), 2)
            .Should().Equal(Last(context.MulticlassClassification.Trainers.SdcaMaximumEntropy(maximumNumberOfIterations: 1).Fit(flowers).GetOutputSchema(flowers.Schema), 2));
        IDataView patients = Data.Diabetes(context);
        Last(context.Regression.Trainers.ShallowNet(options: Data.Fast).Fit(patients).GetOutputSchema(patients.Schema), 1)
            .Should().Equal(Last(context.Regression.Trainers.Sdca(maximumNumberOfIterations: 1).Fit(patients).GetOutputSchema(patients.Schema), 1));
    }

    [Fact]
    public void Columns_OfTwoModelsInAView_CanBeToldApart()
    {
        IDataView view = Data.Diabetes(context);
        ITransformer transformer = context.Regression.Trainers.ShallowNet(options: Data.Fast).Fit(view);
        IDataView twice = transformer.Transform(transformer.Transform(view));
        uint[] sets = [.. twice.Schema.Where(column => column.Name == "Score").Select(column =>
        {
            uint set = 0;
            column.Annotations.GetValue("ScoreColumnSetId", ref set);
            return set;
        })];
        sets.Should().OnlyHaveUniqueItems().And.HaveCount(2);
        context.Regression.Evaluate(twice).RSquared.Should().BeGreaterThan(0.4);
    }

    [Fact]
    public void Trainer_WithoutTheRightColumns_SaysSoAsMLNetDoes()
    {
        IDataView view = Data.Cancer(context);
        Refused(context.BinaryClassification.Trainers.ShallowNet(featureColumnName: "X"), view, "Could not find feature column 'X'*");
        Refused(context.BinaryClassification.Trainers.ShallowNet("y"), view, "Could not find label column 'y'*");
        Refused(context.BinaryClassification.Trainers.ShallowNet(exampleWeightColumnName: "w"), view, "Could not find weight column 'w'*");
        Refused(
            context.BinaryClassification.Trainers.ShallowNet(featureColumnName: "mean radius"), view,
            "Schema mismatch for feature column 'mean radius': expected Vector<Single>, got Single*");
        Refused(
            context.BinaryClassification.Trainers.ShallowNet(exampleWeightColumnName: "Label"), view, "Schema mismatch for weight column 'Label': expected Single, got Boolean*");
        Refused(
            context.BinaryClassification.Trainers.ShallowNet("mean radius"), view,
            "Schema mismatch for label column 'mean radius': expected Boolean or a Key with two values, got Single*");
        Refused(context.MulticlassClassification.Trainers.ShallowNet(), view, "Schema mismatch for label column 'Label': expected Key<UInt32>, got Boolean*");
        Refused(context.Regression.Trainers.ShallowNet(), view, "Schema mismatch for label column 'Label': expected Single or Vector<Single>, got Boolean*");

        static void Refused<TModel>(ShallowNetTrainer<TModel> trainer, IDataView view, string message)
            where TModel : MlpModel<float>
        {
            ((Action)(() => trainer.Fit(view))).Should().Throw<ArgumentOutOfRangeException>().WithMessage(message);
            ((Action)(() => trainer.GetOutputSchema(SchemaShape.Create(view.Schema)))).Should().Throw<ArgumentOutOfRangeException>().WithMessage(message);
        }
    }

    [Fact]
    public void Transformer_OfOtherFeatures_IsRefused()
    {
        IDataView view = Data.Cancer(context);
        ITransformer transformer = context.BinaryClassification.Trainers.ShallowNet(options: Data.Fast).Fit(view);
        IDataView fewer = context.Transforms.Concatenate("Features", "mean radius", "mean texture").Fit(view).Transform(view);
        const string Message = "Schema mismatch for feature column 'Features': expected Vector<Single, 30>, got Vector<Single, 2>*";
        ((Action)(() => transformer.Transform(fewer))).Should().Throw<ArgumentOutOfRangeException>().WithMessage(Message);
        ((Action)(() => transformer.GetOutputSchema(fewer.Schema))).Should().Throw<ArgumentOutOfRangeException>().WithMessage(Message);
        ((Action)(() => transformer.GetRowToRowMapper(fewer.Schema))).Should().Throw<ArgumentOutOfRangeException>().WithMessage(Message);
        IDataView none = context.Transforms.DropColumns("Features").Fit(view).Transform(view);
        ((Action)(() => transformer.Transform(none))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("Could not find feature column 'Features'*");
    }

    [Fact]
    public void Arguments_ThatAreNull_AreRefused()
    {
        ((Action)(() => ((BinaryClassificationCatalog.BinaryClassificationTrainers)null!).ShallowNet())).Should().Throw<ArgumentNullException>();
        ((Action)(() => context.Regression.Trainers.ShallowNet((ShallowNetOptions)null!))).Should().Throw<ArgumentNullException>();
        ((Action)(() => context.Regression.Trainers.ShallowNet().Fit(null!))).Should().Throw<ArgumentNullException>();
        ((Action)(() => context.Regression.Trainers.ShallowNet().GetOutputSchema(null!))).Should().Throw<ArgumentNullException>();
        ITransformer transformer = context.Regression.Trainers.ShallowNet(options: Data.Fast).Fit(Data.Diabetes(context));
        ((Action)(() => transformer.Transform(null!))).Should().Throw<ArgumentNullException>();
        ((Action)(() => transformer.GetOutputSchema(null!))).Should().Throw<ArgumentNullException>();
        ((Action)(() => ((IDataView)null!).ToTable())).Should().Throw<ArgumentNullException>();
        ((Action)(() => ((Table)null!).ToDataView())).Should().Throw<ArgumentNullException>();
    }

    /// <summary>The last columns with their annotations in the order of their names.</summary>
    private static string[] Last(DataViewSchema schema, int columns) =>
        [.. TextOf(schema).Split('\n')[^columns..].Select(line => $"{line.Split(": ")[0]}: {string.Join(", ", line.Split(": ")[1].Split(", ").Order())}")];

    private static string ValuesOf(DataViewSchema.Column column, DataViewSchema.Column annotation)
    {
        if (annotation.Type is TextDataViewType)
        {
            ReadOnlyMemory<char> text = default;
            column.Annotations.GetValue(annotation.Name, ref text);
            return $" {text}";
        }

        if (annotation.Type is VectorDataViewType { ItemType: TextDataViewType })
        {
            VBuffer<ReadOnlyMemory<char>> texts = default;
            column.Annotations.GetValue(annotation.Name, ref texts);
            return $" {string.Join('/', texts.DenseValues())}";
        }

        return "";
    }
}
