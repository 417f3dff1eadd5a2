namespace NotebookRunner.Tests;

public sealed class ExerciseTests
{
    [Theory]
    [InlineData("00-csharp")]
    [InlineData("01-neuron-and-cost")]
    [InlineData("02-activations")]
    [InlineData("03-forward")]
    [InlineData("04-backward")]
    [InlineData("05-gradient-descent")]
    [InlineData("06-the-article")]
    [InlineData("07-real-data")]
    [InlineData("08-going-further")]
    public void Lessons_ZeroToEight_HaveAnExerciseToFillIn(string lesson) =>
        Exercise.In(Notebook.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "lessons", lesson + ".ipynb")))).Should().NotBeEmpty();
}
