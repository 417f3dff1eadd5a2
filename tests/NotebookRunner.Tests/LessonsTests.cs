namespace NotebookRunner.Tests;

public sealed class LessonsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("shallownet-samples-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void SamplesAbove_FolderInTheRepository_AreItsSamples()
    {
        Write("ShallowNet.sln");
        Lessons.SamplesAbove(Directory.CreateDirectory(Path.Combine(folder, "a", "b")).FullName).Should().Be(Path.Combine(folder, "samples"));
    }

    [Fact]
    public void SamplesAbove_FolderElsewhere_IsRefused()
    {
        Action find = () => Lessons.SamplesAbove(folder);
        find.Should().Throw<LessonException>().WithMessage($"ShallowNet.sln is in no folder above {folder}.");
    }

    [Theory]
    [InlineData("", "01-a 02-b 03-c")]
    [InlineData("03 01-a", "01-a 03-c")]
    public void In_Names_AreThoseLessonsInOrder(string names, string lessons)
    {
        WriteLessons();
        Lessons.In(folder, names.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(Path.GetFileNameWithoutExtension).Should().Equal(lessons.Split(' '));
    }

    [Fact]
    public void In_OneNameOfNoLesson_IsRefused()
    {
        WriteLessons();
        Action find = () => Lessons.In(folder, ["01", "--chekc"]);
        find.Should().Throw<LessonException>().WithMessage($"There is no lesson --chekc in {folder}.");
    }

    private void WriteLessons() => Array.ForEach(["03-c.ipynb", "01-a.ipynb", "02-b.ipynb", "01-a.cs"], Write);

    private void Write(string name) => File.WriteAllText(Path.Combine(folder, name), "");
}
