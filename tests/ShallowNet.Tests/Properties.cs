using CsCheck;

namespace ShallowNet.Tests;

/// <summary>Properties that some samples are no case of: these are counted, so that a property of nearly nothing fails.</summary>
internal static class Properties
{
    /// <summary>Checks a property on many samples.</summary>
    /// <param name="samples">What to draw from.</param>
    /// <param name="check">Asserts what must hold, and returns whether the sample was a case of it.</param>
    /// <param name="least">The least share of the samples that must be.</param>
    /// <param name="count">How many samples.</param>
    public static void Check<T>(this Gen<T> samples, Func<T, bool> check, double least, int count = 100)
    {
        int all = 0, cases = 0;
        samples.Sample(
            sample =>
            {
                Interlocked.Increment(ref all);
                if (check(sample))
                {
                    Interlocked.Increment(ref cases);
                }
            },
            iter: count);
        all.Should().BeGreaterThanOrEqualTo(count);
        cases.Should().BeGreaterThanOrEqualTo((int)(least * count), $"of {all} samples only the others are no case of the property");
    }
}
