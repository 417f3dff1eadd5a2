using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>
/// The last changes s of the parameters and y of the gradient that L-BFGS remembers, the oldest first: all that it knows of the inverse H of
/// the Hessian.
/// </summary>
/// <param name="most">How many changes are remembered.</param>
/// <param name="length">The number of parameters.</param>
internal sealed class LbfgsChanges(int most, int length)
{
    private const string NameOfS = "lbfgs.s.";
    private const string NameOfY = "lbfgs.y.";

    /// <summary>s, y and 1/(yᵀs); all arrays are used again and again.</summary>
    private readonly List<(double[] S, double[] Y, double Inverse)> changes = [];
    private readonly double[] weights = new double[most];
    private (double[] S, double[] Y) spare = (new double[length], new double[length]);

    /// <summary>How many changes are remembered at most.</summary>
    public int Most => most;

    /// <summary>How many are.</summary>
    public int Count => changes.Count;

    /// <summary>All of them by name.</summary>
    public IEnumerable<(string Name, double[] Elements)> Arrays => changes.Index().SelectMany(
        change => new[] { (NameOfS + Require.Text(change.Index), change.Item.S), (NameOfY + Require.Text(change.Index), change.Item.Y) });

    public void Clear() => changes.Clear();

    /// <summary>Goes on with those of another one, by the names of <see cref="Arrays"/>; false, and nothing has changed, where they are others, or along one the curvature is not positive.</summary>
    public bool TryRestore(IReadOnlyDictionary<string, double[]> arrays)
    {
        int count = arrays.Count / 2;
        if (arrays.Count != 2 * count || count > most || !Enumerable.Range(0, count).All(i => Has(NameOfS, i) && Has(NameOfY, i) && Dot(Get(NameOfS, i), Get(NameOfY, i)) > 0))
        {
            return false;
        }

        for (int i = 0; i < count; i++)
        {
            (double[] s, double[] y) = (Get(NameOfS, i), Get(NameOfY, i));
            changes.Add((s, y, 1 / Dot(s, y)));
        }

        return true;

        double[] Get(string name, int i) => arrays[name + Require.Text(i)];

        bool Has(string name, int i) => arrays.TryGetValue(name + Require.Text(i), out double[]? elements) && elements.Length == length;
    }

    /// <summary>result := H g, by the two loops (Nocedal, 1980).</summary>
    public void MultiplyByInverseHessian(double[] g, double[] result)
    {
        g.CopyTo(result, 0);
        for (int i = changes.Count - 1; i >= 0; i--)
        {
            (double[] s, double[] y, double inverse) = changes[i];
            weights[i] = inverse * Dot(s, result);
            Arithmetic.AddScaled<double>(y, -weights[i], result);
        }

        if (changes.Count > 0)
        {
            (_, double[] y, double inverse) = changes[^1];
            Arithmetic.Scale<double>(result, 1 / (inverse * Dot(y, y)));
        }

        for (int i = 0; i < changes.Count; i++)
        {
            (double[] s, double[] y, double inverse) = changes[i];
            Arithmetic.AddScaled<double>(s, weights[i] - inverse * Dot(y, result), result);
        }
    }

    /// <summary>Remembers a change of the parameters, where the curvature along it is positive.</summary>
    /// <param name="from">The parameters before.</param>
    /// <param name="to">The parameters after.</param>
    /// <param name="gradientBefore">The gradient before.</param>
    /// <param name="gradientAfter">The gradient after.</param>
    public void Remember(double[] from, double[] to, double[] gradientBefore, double[] gradientAfter)
    {
        (double[] s, double[] y) = spare;
        Arithmetic.Subtract<double>(to, from, s);
        Arithmetic.Subtract<double>(gradientAfter, gradientBefore, y);
        double curvature = Dot(s, y);
        if (!(curvature > 1e-10 * Dot(y, y)))
        {
            return;
        }

        if (changes.Count == most)
        {
            spare = (changes[0].S, changes[0].Y);
            changes.RemoveAt(0);
        }
        else
        {
            spare = (new double[length], new double[length]);
        }

        changes.Add((s, y, 1 / curvature));
    }

    private static double Dot(double[] a, double[] b) => Sums.OfProducts<double>(a, b);
}
