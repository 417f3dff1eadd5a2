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
        Training.Run([Churn.DataFile, path, "churned", "customer"]);
        var anew = LoadedModel.Load(path).Model;

        // The file tells how long the epochs took, too: that differs.
        for (int l = 1; l <= 2; l++)
        {
            Bits(anew, l).Should().Equal(Bits(Churn.Model, l));
        }

        anew.Encoder!.Columns.Should().Equal(Churn.Model.Encoder!.Columns);
        anew.Classes.Should().Equal(Churn.Model.Classes);
        anew.Target.Should().Be(Churn.Model.Target);
        anew.PredictProbability(Churn.Table).Equals(Churn.Model.PredictProbability(Churn.Table)).Should().BeTrue();
    }

    [Fact]
    public void Train_TooFewArguments_SaysWhatItNeeds() =>
        Run("a", "b").Should().Throw<ArgumentException>().WithMessage("train must have at least three arguments, DATA MODEL TARGET [LEFT-OUT …], but has 2.");

    [Fact]
    public void Train_TargetThatIsNoColumn_SaysSo() =>
        Run(Data("x,y\n1,a\n2,b\n"), "model", "z").Should().Throw<FormatException>().WithMessage("*\"z\"*\"x\"*\"y\"*");

    [Fact]
    public void Train_ColumnToLeaveOutThatIsNone_SaysSo() =>
        Run(Data("x,y\n1,a\n2,b\n"), "model", "y", "z").Should().Throw<ArgumentException>().WithMessage("*\"z\"*");

    [Fact]
    public void Train_DamagedData_SaysWhere() =>
        Run(Data("x,y\n1,a\n2\n"), "model", "y").Should().Throw<FormatException>().WithMessage("*line 3*");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Action Run(params string[] arguments) => () => Training.Run(arguments);

    private static byte[] Bits(MlpClassifier<float, string> model, int l) => MemoryMarshal.AsBytes<float>(
        [.. model.Network.W[l].ToColumnMajorArray(), .. model.Network.b[l].ToColumnMajorArray()]).ToArray();

    private string Data(string text)
    {
        string path = Path.Combine(folder, "table.csv");
        File.WriteAllText(path, text);
        return path;
    }
}
