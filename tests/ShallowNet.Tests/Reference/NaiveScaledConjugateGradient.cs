using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>
/// The algorithm of Møller (1993, "A scaled conjugate gradient algorithm for fast supervised learning", Neural Networks 6) as it stands in the paper,
/// step by step: E(w) is minimized, of which E'(w) is the gradient.
/// </summary>
internal sealed class NaiveScaledConjugateGradient(Func<Vector<double>, double> E, Func<Vector<double>, Vector<double>> gradient, Vector<double> start, double σ, double firstλ)
{
    private readonly int N = start.Count;
    private double λ = firstλ;
    private double λBar;
    private double δ;
    private bool success = true;
    private Vector<double> p = -gradient(start);
    private Vector<double> r = -gradient(start);

    public Vector<double> w { get; private set; } = start;

    /// <summary>The iterations so far, those without success included.</summary>
    public int k { get; private set; }

    /// <summary>How often the curvature was not positive.</summary>
    public int Negatives { get; private set; }

    /// <summary>How often a step would have raised E.</summary>
    public int Failures { get; private set; }

    /// <summary>How often the direction became the steepest descent.</summary>
    public int Restarts { get; private set; }

    /// <summary>Iterates until w has moved.</summary>
    public void MoveOn()
    {
        do
        {
            k++;
            Iterate();
        }
        while (!success);
    }

    private void Iterate()
    {
        // 2. If success, calculate second-order information.
        double p2 = p * p;
        if (success)
        {
            double σk = σ / Math.Sqrt(p2);
            Vector<double> s = (gradient(w + σk * p) - gradient(w)) / σk;
            δ = p * s;
        }

        // 3. Scale δ.
        δ += (λ - λBar) * p2;

        // 4. If δ ≤ 0, make the Hessian positive definite.
        if (δ <= 0)
        {
            Negatives++;
            λBar = 2 * (λ - δ / p2);
            δ = -δ + λ * p2;
            λ = λBar;
        }

        // 5. Calculate the step size.
        double μ = p * r, α = μ / δ;

        // 6. Calculate the comparison parameter.
        double Δ = 2 * δ * (E(w) - E(w + α * p)) / (μ * μ);

        // 7. If Δ ≥ 0, a successful reduction in error can be made.
        double oldP2 = p2;
        if (Δ >= 0)
        {
            w += α * p;
            Vector<double> next = -gradient(w);
            λBar = 0;
            success = true;
            if (k % N == 0)
            {
                p = next;
                Restarts++;
            }
            else
            {
                double β = (next * next - next * r) / μ;
                p = next + β * p;
            }

            r = next;
            if (Δ >= 0.75)
            {
                λ /= 4;
            }
        }
        else
        {
            λBar = λ;
            success = false;
            Failures++;
        }

        // 8. If Δ < 0.25, increase the scale parameter.
        if (Δ < 0.25)
        {
            λ += δ * (1 - Δ) / oldP2;
        }
    }
}
