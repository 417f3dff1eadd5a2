namespace ShallowNet.Tests;

/// <summary>
/// The steps of optimizers as their formulas are written, in double, one element after another: gradient g, what is remembered
/// (first and second, both 0 before the first step), parameters p.
/// </summary>
internal static class NaiveOptimizers
{
    public delegate void Step(double[] g, double[] first, double[] second, double[] p, double α, int t);

    /// <summary>Each with the optimizer that it is the slow twin of.</summary>
    public static IEnumerable<(GradientOptimizer Optimizer, Step Step)> All =>
    [
        (new GradientDescent(0.1), GradientDescent),
        (new Momentum(0.1, decay: 0.8), Momentum(0.8)),
        (new RMSprop(0.1, decay: 0.8, epsilon: 1e-3), RMSprop(0.8, 1e-3)),
        (new Adam(0.1, beta1: 0.8, beta2: 0.9, epsilon: 1e-3), Adam(0.8, 0.9, 1e-3)),
        (new Nesterov(0.1, decay: 0.8), Nesterov(0.8)),
        (new AdaGrad(0.1, epsilon: 1e-3), AdaGrad(1e-3, 0)),
        (new AdaGrad(0.1, epsilon: 1e-3, initialAccumulator: 0.5), AdaGrad(1e-3, 0.5)),
        (new AdamW(0.1, beta1: 0.8, beta2: 0.9, epsilon: 1e-3), Adam(0.8, 0.9, 1e-3)),
        (new NAdam(0.1, beta1: 0.8, beta2: 0.9, epsilon: 1e-3, momentumDecay: 0.7), NAdam(0.8, 0.9, 1e-3, 0.7)),
        (new AdaMax(0.1, beta1: 0.8, beta2: 0.9, epsilon: 1e-3), AdaMax(0.8, 0.9, 1e-3)),
        (new Rprop(0.1, decreaseFactor: 0.25, increaseFactor: 1.5, stepSizes: (0.05, 0.2)), Rprop(0.25, 1.5, 0.05, 0.2)),
    ];

    private static Step GradientDescent => (g, _, _, p, α, _) =>
    {
        for (int i = 0; i < p.Length; i++)
        {
            p[i] -= α * g[i];
        }
    };

    private static Step Momentum(double μ) => (g, v, _, p, α, _) =>
    {
        for (int i = 0; i < p.Length; i++)
        {
            v[i] = μ * v[i] + g[i];
            p[i] -= α * v[i];
        }
    };

    private static Step RMSprop(double decay, double ε) => (g, s, _, p, α, _) =>
    {
        for (int i = 0; i < p.Length; i++)
        {
            s[i] = decay * s[i] + (1 - decay) * g[i] * g[i];
            p[i] -= α * g[i] / (Math.Sqrt(s[i]) + ε);
        }
    };

    private static Step Nesterov(double μ) => (g, v, _, p, α, _) =>
    {
        for (int i = 0; i < p.Length; i++)
        {
            v[i] = μ * v[i] + g[i];
            p[i] -= α * (g[i] + μ * v[i]);
        }
    };

    private static Step AdaGrad(double ε, double accumulator) => (g, s, _, p, α, _) =>
    {
        // Here s is what has been added to the accumulator.
        for (int i = 0; i < p.Length; i++)
        {
            s[i] += g[i] * g[i];
            p[i] -= α * g[i] / (Math.Sqrt(accumulator + s[i]) + ε);
        }
    };

    private static Step Adam(double β1, double β2, double ε) => (g, v, s, p, α, t) =>
    {
        for (int i = 0; i < p.Length; i++)
        {
            v[i] = β1 * v[i] + (1 - β1) * g[i];
            s[i] = β2 * s[i] + (1 - β2) * g[i] * g[i];
            p[i] -= α * v[i] / (1 - Math.Pow(β1, t)) / (Math.Sqrt(s[i] / (1 - Math.Pow(β2, t))) + ε);
        }
    };

    private static Step NAdam(double β1, double β2, double ε, double ψ) => (g, v, s, p, α, t) =>
    {
        double product = Enumerable.Range(1, t).Aggregate(1.0, (x, i) => x * μ(i));
        for (int i = 0; i < p.Length; i++)
        {
            v[i] = β1 * v[i] + (1 - β1) * g[i];
            s[i] = β2 * s[i] + (1 - β2) * g[i] * g[i];
            double direction = (1 - μ(t)) / (1 - product) * g[i] + μ(t + 1) / (1 - product * μ(t + 1)) * v[i];
            p[i] -= α * direction / (Math.Sqrt(s[i] / (1 - Math.Pow(β2, t))) + ε);
        }

        double μ(int i) => β1 * (1 - 0.5 * Math.Pow(0.96, i * ψ));
    };

    private static Step AdaMax(double β1, double β2, double ε) => (g, v, u, p, α, t) =>
    {
        for (int i = 0; i < p.Length; i++)
        {
            v[i] = β1 * v[i] + (1 - β1) * g[i];
            u[i] = Math.Max(β2 * u[i], Math.Abs(g[i]) + ε);
            p[i] -= α / (1 - Math.Pow(β1, t)) * v[i] / u[i];
        }
    };

    private static Step Rprop(double decrease, double increase, double minimum, double maximum) => (g, previous, size, p, α, t) =>
    {
        for (int i = 0; i < p.Length; i++)
        {
            int agreement = Math.Sign(g[i]) * Math.Sign(previous[i]);
            size[i] = Math.Clamp((t == 1 ? α : size[i]) * (agreement > 0 ? increase : agreement < 0 ? decrease : 1), minimum, maximum);
            previous[i] = agreement < 0 ? 0 : g[i];
            p[i] -= Math.Sign(previous[i]) * size[i];
        }
    };
}
