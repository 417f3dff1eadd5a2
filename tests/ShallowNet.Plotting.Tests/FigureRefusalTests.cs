namespace ShallowNet.Plotting.Tests;

/// <summary>What a figure refuses, in words.</summary>
public sealed class FigureRefusalTests
{
    private static readonly double[] None = null!;

    public static TheoryData<Action, string> Nulls => new()
    {
        { () => new Figure(null!), "title" },
        { () => new Figure("", null!), "xLabel" },
        { () => new Figure("", "", null!), "yLabel" },
        { () => new Figure().Save(null!), "path" },
        { () => new Figure().Line(null!, [1], [1]), "name" },
        { () => new Figure().Line("", None, [1]), "xs" },
        { () => new Figure().Line("", [1], None), "ys" },
        { () => new Figure().Line("", null!, 0, 1), "f" },
        { () => new Figure().Line(null!, x => x, 0, 1), "name" },
        { () => new Figure().Points(null!, [1], [1]), "name" },
        { () => new Figure().Points("", None, [1]), "xs" },
        { () => new Figure().Points("", [1], None), "ys" },
        { () => new Figure().Path(null!, [1], [1]), "name" },
        { () => new Figure().Path("", None, [1]), "xs" },
        { () => new Figure().Path("", [1], None), "ys" },
        { () => new Figure().HorizontalLine(0, null!), "label" },
        { () => new Figure().VerticalLine(0, null!), "label" },
    };

    [Theory]
    [MemberData(nameof(Nulls))]
    public void Null_OfAnyArgument_IsRefused(Action action, string argument) =>
        action.Should().Throw<ArgumentNullException>().WithMessage($"{argument} must not be null.*").WithParameterName(argument);

    public static TheoryData<Action<Figure>, string, string> Numbers => new()
    {
        { f => f.Line("", [1, 2], [1]), "xs and ys must have the same number of elements, at least one, but have 2 and 1.", "xs" },
        { f => f.Points("", [], []), "xs and ys must have the same number of elements, at least one, but have 0 and 0.", "xs" },
        { f => f.Path("", [double.NaN], [1]), "xs[0] must be finite, but is NaN.", "xs" },
        { f => f.Line("", [1, double.PositiveInfinity], [1, 1]), "xs[1] must be finite, but is Infinity.", "xs" },
        { f => f.Line("", [1], [double.PositiveInfinity]), "ys[0] must be finite, or NaN for a gap, but is Infinity.", "ys" },
        { f => f.Points("", [1, 2], [1, double.NegativeInfinity]), "ys[1] must be finite, or NaN for a gap, but is -Infinity.", "ys" },
        { f => f.Line("", x => x, 1, 1), "from and to must be finite and in order, but are 1 and 1.", "from" },
        { f => f.Line("", x => x, 2, 1), "from and to must be finite and in order, but are 2 and 1.", "from" },
        { f => f.Line("", x => x, double.NaN, 1), "from and to must be finite and in order, but are NaN and 1.", "from" },
        { f => f.Line("", x => x, 0, double.PositiveInfinity), "from and to must be finite and in order, but are 0 and Infinity.", "from" },
        { f => f.Line("", x => 1 / x, 0, 1), "f(0) must be finite, or NaN for a gap, but is Infinity.", "f" },
        { f => f.HorizontalLine(double.NaN), "y must be finite, but is NaN.", "y" },
        { f => f.VerticalLine(double.NegativeInfinity), "x must be finite, but is -Infinity.", "x" },
        { f => f.LogarithmicY().Line("", [1, 2], [1, 0]), "ys[1] must be greater than 0 for a logarithmic y axis, but is 0.", "ys" },
        { f => f.LogarithmicY().HorizontalLine(-1), "y must be greater than 0 for a logarithmic y axis, but is -1.", "y" },
        { f => f.Width = 0, "Width must be at least 1, but is 0.", "Width" },
        { f => f.Height = -1, "Height must be at least 1, but is -1.", "Height" },
        { f => f.Save("figure.jpg"), "path must end in .png or .svg, but is \"figure.jpg\".", "path" },
        { f => f.Save("figure"), "path must end in .png or .svg, but is \"figure\".", "path" },
        { f => f.Save(""), "path must end in .png or .svg, but is \"\".", "path" },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Argument_OutOfRange_IsRefusedAndNothingIsDrawn(Action<Figure> action, string message, string argument)
    {
        Figure figure = new();
        figure.Invoking(action).Should().Throw<ArgumentException>().WithMessage(message + "*").WithParameterName(argument);
        figure.GetPlottables().Should().BeEmpty();
        (figure.Width, figure.Height).Should().Be((600, 360));
    }

    [Fact]
    public void Label_OfNull_LeavesNoLineBehind()
    {
        Figure figure = new();
        figure.Invoking(f => f.HorizontalLine(1, null!)).Should().Throw<ArgumentNullException>();
        figure.Invoking(f => f.VerticalLine(1, null!)).Should().Throw<ArgumentNullException>();
        figure.GetPlottables().Should().BeEmpty();
    }

    [Fact]
    public void LogarithmicY_OfZero_ChangesNothing()
    {
        Figure line = new Figure().Line("a", [0, 1], [10, 0]), level = new Figure().Line("a", [0, 1], [10, 1]).HorizontalLine(0);
        line.Invoking(f => f.LogarithmicY()).Should().Throw<ArgumentException>().WithMessage("ys[1] must be greater than 0 for a logarithmic y axis, but is 0.*");
        level.Invoking(f => f.LogarithmicY()).Should().Throw<ArgumentException>().WithMessage("y must be greater than 0 for a logarithmic y axis, but is 0.*");
        line.Points("a").Select(point => point.Y).Should().Equal(10, 0);
        level.Points("a").Select(point => point.Y).Should().Equal(10, 1);
    }

    [Fact]
    public void Save_WhereNothingCanBeWritten_ThrowsWhatTheFileSystemSays()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string file = System.IO.Path.Combine(folder, "file"), taken = System.IO.Path.Combine(folder, "taken.png");
            File.WriteAllText(file, "");
            Directory.CreateDirectory(taken);
            new Figure().Invoking(f => f.Save(System.IO.Path.Combine(file, "figure.png"))).Should().Throw<IOException>();
            new Figure().Invoking(f => f.Save(taken)).Should().Throw<UnauthorizedAccessException>();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
