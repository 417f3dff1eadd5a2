using System.Collections;
using System.Globalization;

namespace ShallowNet;

/// <summary>One set of options to try.</summary>
/// <param name="Description">How it differs from other candidates, such as <c>L2 = 1, units = 32</c>.</param>
/// <param name="Options">The options.</param>
public sealed record SearchCandidate(string Description, MlpOptions Options);

/// <summary>Something that a search varies: its name, the values to try, and what options become of each.</summary>
public abstract class SearchAxis
{
    private protected SearchAxis(string name) => Name = Require.NotNull(name);

    /// <summary>The name, for descriptions.</summary>
    public string Name { get; }

    /// <summary>A list of values: a grid has all of them, and a random search draws one as often as another.</summary>
    /// <param name="name">The name, for descriptions.</param>
    /// <param name="values">At least one value.</param>
    /// <param name="apply">Makes of options and a value the options with that value.</param>
    /// <exception cref="ArgumentException">There is no value.</exception>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static SearchAxis Of<TValue>(string name, IReadOnlyList<TValue> values, Func<MlpOptions, TValue, MlpOptions> apply) =>
        new Choice<TValue>(name, values, apply);

    /// <summary>
    /// Numbers between two bounds, each as probable as any other, rounded to a hundredth or thousandth of the range, as in 0.13; for random searches
    /// only.
    /// </summary>
    /// <param name="name">The name, for descriptions.</param>
    /// <param name="low">The lower bound, finite.</param>
    /// <param name="high">The upper bound, finite and greater than the lower one.</param>
    /// <param name="apply">Makes of options and a value the options with that value.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bounds are not finite, or not in order.</exception>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static SearchAxis Uniform(string name, double low, double high, Func<MlpOptions, double, MlpOptions> apply) =>
        new Range(name, low, high, isLogarithmic: false, apply);

    /// <summary>
    /// Numbers between two bounds whose logarithms are all as probable: there are as many from 0.1 to 1 as from 1 to 10. They are rounded to two
    /// digits, as in 0.0013, or, where the bounds differ by less than a factor of ten, as those of <see cref="Uniform"/>. For random searches only.
    /// </summary>
    /// <param name="name">The name, for descriptions.</param>
    /// <param name="low">The lower bound, finite and greater than 0.</param>
    /// <param name="high">The upper bound, finite and greater than the lower one.</param>
    /// <param name="apply">Makes of options and a value the options with that value.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bounds are not finite, not greater than 0, or not in order.</exception>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static SearchAxis LogUniform(string name, double low, double high, Func<MlpOptions, double, MlpOptions> apply) =>
        new Range(name, Require.Positive(low, nameof(low)), high, isLogarithmic: true, apply);

    /// <summary>A candidate for each value, made from a given one; null for a range, which has too many values.</summary>
    internal abstract IEnumerable<SearchCandidate>? All(SearchCandidate start);

    /// <summary>Draws a value at random. Returns the number itself for a range, and the index of the value for a list.</summary>
    internal abstract double Draw(NumPyRandom random);

    /// <summary>The candidate with the value for which <see cref="Draw"/> returned a number.</summary>
    internal abstract SearchCandidate Apply(SearchCandidate start, double drawn);

    private SearchCandidate With<TValue>(SearchCandidate start, TValue value, Func<MlpOptions, TValue, MlpOptions> apply)
    {
        string text = $"{Name} = {TextOf(value)}";
        MlpOptions options = apply(start.Options, value) ?? throw new InvalidOperationException($"The axis {Name} must give options, but gave null for {TextOf(value)}.");
        return new SearchCandidate(start.Description.Length == 0 ? text : $"{start.Description}, {text}", options);
    }

    /// <summary>A value in descriptions, the same in every culture; a list, such as one of layers, as its elements in brackets.</summary>
    private static string TextOf(object? value) => value switch
    {
        IEnumerable elements and not string => $"[{string.Join(", ", elements.Cast<object?>().Select(TextOf))}]",
        double or float => WithSmallPower(Invariant($"{value}")),
        _ => Invariant($"{value}"),
    };

    /// <summary>A number as people write it: 1.3e-5 for 1.3E-05.</summary>
    private static string WithSmallPower(string number) => number.Split('E') is [var digits, var power]
        ? Invariant($"{digits}e{int.Parse(power, CultureInfo.InvariantCulture)}")
        : number;

    private sealed class Choice<TValue> : SearchAxis
    {
        private readonly TValue[] values;
        private readonly Func<MlpOptions, TValue, MlpOptions> apply;

        public Choice(string name, IReadOnlyList<TValue> values, Func<MlpOptions, TValue, MlpOptions> apply)
            : base(name)
        {
            this.apply = Require.NotNull(apply);
            this.values = Require.NotNull(values).Count > 0
                ? [.. values]
                : throw new ArgumentException("values must have at least one element, but is empty.", nameof(values));
        }

        internal override IEnumerable<SearchCandidate> All(SearchCandidate start) => values.Select(value => With(start, value, apply));

        // Of equal values the first one's index, so that a value that is drawn again has the same number. The text of a value would not do:
        // two that differ may have the same.
        internal override double Draw(NumPyRandom random) => Array.IndexOf(values, values[(int)(random.Rand() * values.Length)]);

        internal override SearchCandidate Apply(SearchCandidate start, double drawn) => With(start, values[(int)drawn], apply);
    }

    private sealed class Range : SearchAxis
    {
        private readonly double low;
        private readonly double high;
        private readonly bool isLogarithmic;
        private readonly Func<MlpOptions, double, MlpOptions> apply;

        public Range(string name, double low, double high, bool isLogarithmic, Func<MlpOptions, double, MlpOptions> apply)
            : base(name)
        {
            this.apply = Require.NotNull(apply);
            if (!double.IsFinite(high - low) || !(low < high))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(high), $"low and high must be finite and in order, but are {Require.Text(low)} and {Require.Text(high)}.");
            }

            (this.low, this.high, this.isLogarithmic) = (low, high, isLogarithmic);
        }

        internal override IEnumerable<SearchCandidate>? All(SearchCandidate start) => null;

        internal override double Draw(NumPyRandom random)
        {
            double drawn = isLogarithmic ? ScalarFunctions.Exp(random.Uniform(ScalarFunctions.Log(low), ScalarFunctions.Log(high))) : random.Uniform(low, high);
            return Math.Clamp(Rounded(drawn), low, high);
        }

        internal override SearchCandidate Apply(SearchCandidate start, double drawn) => With(start, drawn, apply);

        /// <summary>
        /// The number with few digits, as a person would choose it: two where powers of ten are drawn from, otherwise a hundredth or thousandth of
        /// the range.
        /// </summary>
        private double Rounded(double drawn)
        {
            int digits = isLogarithmic && high / low >= 10 ? 1 : PowerOf(drawn) - PowerOf(high - low) + 2;
            return digits < 0 ? 0 : double.Parse(drawn.ToString($"E{Require.Text(digits)}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        }

        /// <summary>The power of ten in the number's text: −2 of 0.013.</summary>
        private static int PowerOf(double number)
        {
            string text = number.ToString("E16", CultureInfo.InvariantCulture);
            return int.Parse(text[(text.IndexOf('E') + 1)..], CultureInfo.InvariantCulture);
        }
    }
}
