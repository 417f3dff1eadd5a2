using System.Runtime.InteropServices;
using ShallowNet;

namespace WebScoring.Tests;

public sealed class TrainingTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    [Fact]
    public void CommittedModel_TrainedAnew_IsTheSameBitForBit()
    {
        string path = Path.Combine(folder, "model.safetensors");
        Training.Run([BreastCancer.Table, path, BreastCancer.NamesFile]);
        var anew = LoadedModel.Load(path).Model;

        // The file tells how long the epochs took, too: that differs.
        for (int l = 1; l <= 2; l++)
        {
            Bits(anew, l).Should().Equal(Bits(BreastCancer.Model, l));
        }

        anew.InputScaler!.Should().BeEquivalentTo(BreastCancer.Model.InputScaler, options => options.RespectingRuntimeTypes());
        anew.Classes.Should().Equal(BreastCancer.Model.Classes);
        anew.Options.FeatureNames.Should().Equal(BreastCancer.Names);
        var X = Training.Read(BreastCancer.Table).X;
        anew.PredictProbability(X).Equals(BreastCancer.Model.PredictProbability(X)).Should().BeTrue();
    }

    [Fact]
    public void Train_WithoutNames_MakesAModelWithoutNames()
    {
        string path = Path.Combine(folder, "model.safetensors");
        string rows = string.Concat(Enumerable.Range(0, 20).Select(j => $"{j},{j % 3},{j / 10}\n"));
        Training.Run([Table($"20,2,a,b\n{rows}"), path]);
        LoadedModel.Load(path).Model.Options.FeatureNames.Should().BeNull();
    }

    [Fact]
    public void Train_OneFile_SaysWhatItNeeds() =>
        Run("a").Should().Throw<ArgumentException>().WithMessage("train must have two or three files, DATA MODEL [NAMES], but has 1.");

    [Fact]
    public void Train_TableOfOneLine_SaysWhatATableMustHave()
    {
        string table = Table("2,2,a,b\n");
        Run(table, "model").Should().Throw<InvalidDataException>()
            .WithMessage($"{table} must have a line with the names of the classes, and at least one row.");
    }

    [Theory]
    [InlineData("1,2,0\n3,0", "must have rows of equal length, but line 2 has 3 cells and line 3 has 2.")]
    [InlineData("1,2,0\n3,x,1", "must have numbers as features, but line 3 has x.")]
    public void Train_RowThatIsNotLikeTheOthers_SaysWhere(string rows, string message)
    {
        string table = Table($"2,2,a,b\n{rows}\n");
        Run(table, "model").Should().Throw<InvalidDataException>().WithMessage($"{table} {message}");
    }

    [Theory, InlineData("2"), InlineData("-1"), InlineData("b")]
    public void Train_RowOfUnknownClass_SaysWhere(string number)
    {
        string table = Table($"2,2,a,b\n1,2,0\n3,4,{number}\n");
        Run(table, "model").Should().Throw<InvalidDataException>()
            .WithMessage($"{table} must end each row with the number of a class, from 0 to 1, but line 3 ends with {number}.");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Action Run(params string[] files) => () => Training.Run(files);

    private static byte[] Bits(MlpClassifier<float, string> model, int l) => MemoryMarshal.AsBytes<float>(
        [.. model.Network.W[l].ToColumnMajorArray(), .. model.Network.b[l].ToColumnMajorArray()]).ToArray();

    private string Table(string text)
    {
        string path = Path.Combine(folder, "table.csv");
        File.WriteAllText(path, text);
        return path;
    }
}
