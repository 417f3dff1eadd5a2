namespace ShallowNet;

/// <summary>How the numbers of one feature are scaled.</summary>
internal abstract class NumberTransform
{
    /// <summary>Numbers that stay as they are.</summary>
    public static NumberTransform None { get; } = new LineTransform(0, 1);

    /// <summary>What files call it.</summary>
    public abstract string FileName { get; }

    /// <summary>The numbers from which it is made again.</summary>
    public abstract double[] Numbers { get; }

    /// <summary>Measures how numbers are to be scaled.</summary>
    /// <param name="scaling">In which way.</param>
    /// <param name="seen">The numbers in ascending order, gaps left out: at least two different ones.</param>
    /// <param name="gaps">How many more there are that will be filled by the fill.</param>
    /// <param name="fill">The number that stands for gaps.</param>
    public static NumberTransform Fit(NumberScaling scaling, double[] seen, int gaps, double fill) => scaling switch
    {
        NumberScaling.Standardize => LineTransform.Fit(seen, gaps, fill),
        NumberScaling.Quantiles => QuantileTransform.Fit(seen),
        NumberScaling.RobustSmooth => SmoothTransform.FitQuartiles(seen),
        _ => SmoothTransform.FitDeviations(seen, gaps, fill),
    };

    /// <summary>The transform that a file describes.</summary>
    /// <exception cref="ArgumentException">There is none of the name, or the numbers are not such as it has.</exception>
    public static NumberTransform Make(string fileName, double[] numbers) => (fileName, numbers.Length) switch
    {
        (LineTransform.Name, 2) => new LineTransform(Finite(numbers)[0], Positive(numbers[1])),
        (SmoothTransform.Name, 3) => new SmoothTransform(Finite(numbers)[0], Positive(numbers[1]), Positive(numbers[2])),
        (QuantileTransform.Name, >= 2) => new QuantileTransform(Finite(numbers)),
        _ => throw new ArgumentException(Invariant($"A scaling of numbers must be a line of two numbers, smooth of three, or quantiles of at least two, but is \"{fileName}\" of {numbers.Length}.")),
    };

    /// <summary>A number as the network has it.</summary>
    public abstract double Of(double x);

    /// <summary>The slope of <see cref="Of"/> at a number; where it has a corner, the slope above.</summary>
    public abstract double SlopeAt(double x);

    /// <summary>Scales numbers in place.</summary>
    public abstract void Apply(Span<double> numbers);

    private static double[] Finite(double[] numbers) => Array.TrueForAll(numbers, double.IsFinite)
        ? numbers : throw new ArgumentException("The numbers of a scaling must be finite, but are not.");

    private static double Positive(double unit) => unit > 0 && double.IsFinite(unit) ? unit : throw new ArgumentException($"The unit of a scaling must be greater than 0, but is {Require.Text(unit)}.");
}
