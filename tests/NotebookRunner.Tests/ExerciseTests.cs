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
    [InlineData("09-a-table-of-your-own")]
    [InlineData("10-a-number-instead-of-a-class")]
    [InlineData("11-backward-as-a-graph")]
    [InlineData("12-the-network-that-does-not-learn")]
    [InlineData("13-small-data")]
    [InlineData("14-better-by-default")]
    public void Lesson_HasAnExerciseToFillIn(string lesson) =>
        Exercise.In(Notebook.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "lessons", lesson + ".ipynb")))).Should().NotBeEmpty();
}
