namespace ShallowNet;

/// <summary>How large an error is to be expected for a sample: e to the sum of a bent line for each of some inputs, and for the answer.</summary>
internal sealed class ErrorSize
{
    /// <summary>A term whose knot is this is a straight line.</summary>
    public const double NoKnot = double.MinValue;

    /// <summary>The numbers before the terms, and those of a term: its input, its knot and its weight.</summary>
    private const int First = 3, OfTerm = 3;

    private readonly double[] numbers;

    /// <summary>Takes the lowest and the highest sum that count, the sum without terms, and three numbers for each term.</summary>
    public ErrorSize(double[] numbers) => this.numbers = numbers;

    /// <summary>All of it, as files have it.</summary>
    public double[] Numbers => numbers;

    /// <summary>Whether numbers of a file can be one for so many inputs.</summary>
    public static bool CanBe(double[] numbers, int inputs) =>
        numbers.Length >= First && numbers.Length % OfTerm == 0 && Array.TrueForAll(numbers, double.IsFinite) && numbers[0] <= numbers[1]
        && Enumerable.Range(1, numbers.Length / OfTerm - 1).All(term => numbers[OfTerm * term] >= 0 && numbers[OfTerm * term] < inputs && double.IsInteger(numbers[OfTerm * term]));

    /// <summary>A bent line: the input itself, or what it is above the knot.</summary>
    public static double Bend(double x, double knot) => knot == NoKnot ? x : Math.Max(x - knot, 0);

    /// <summary>The size of the error of a sample, greater than 0.</summary>
    /// <param name="inputs">The network's inputs, and its answer after them.</param>
    public double Of(ReadOnlySpan<double> inputs) => ScalarFunctions.Exp(LogOf(inputs));

    /// <summary>Its logarithm.</summary>
    public double LogOf(ReadOnlySpan<double> inputs)
    {
        double sum = numbers[2];
        for (int i = First; i < numbers.Length; i += OfTerm)
        {
            sum += numbers[i + 2] * Bend(inputs[(int)numbers[i]], numbers[i + 1]);
        }

        return Math.Clamp(sum, numbers[0], numbers[1]);
    }
}
