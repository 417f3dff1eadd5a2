namespace ShallowNet.Tests;

/// <summary>Files that are to be read.</summary>
public sealed class InputFileTests
{
    [Fact]
    public void Load_OfAFolderNothingOrAnEmptyPath_IsRefusedInWords()
    {
        string folder = Path.GetTempPath(), missing = Path.Combine(folder, "there is no such model.safetensors");
        foreach (Action<string> load in (Action<string>[])[path => Network.Load<float>(path), path => MlpClassifier.Load<float, string>(path), path => MlpRegressor.Load<float>(path), path => Network.FromMatlab<double>(path)])
        {
            FluentActions.Invoking(() => load(folder)).Should().Throw<IOException>().WithMessage($"path must name a file, but {folder} is a folder.");
            FluentActions.Invoking(() => load(missing)).Should().Throw<FileNotFoundException>().WithMessage($"path must name a file, but there is no {missing}.").Which.FileName.Should().Be(missing);
            FluentActions.Invoking(() => load("")).Should().Throw<ArgumentException>().WithMessage("path must name a file, but is empty.*").WithParameterName("path");
        }
    }
}
