namespace ShallowNet;

/// <summary>The sigmoid of a straight line that fits targets between 0 and 1 best by cross-entropy.</summary>
internal sealed class LogisticCurve(double[] z, double[] targets, double[] weights)
{
    /// <summary>A step is halved at most so often.</summary>
    private const int MostHalvings = 40;

    private readonly double total = weights.Sum();

    /// <summary>1/(1 + e⁻ˣ).</summary>
    public static double Sigmoid(double x)
    {
        double small = ScalarFunctions.Exp(-Math.Abs(x));
        return x >= 0 ? 1 / (1 + small) : small / (1 + small);
    }

    /// <summary>By Newton's method with steps that are halved until the loss falls (Lin, Lin and Weng, 2007), from the line that is level at the given height.</summary>
    public (double A, double B) Fit(double height, int mostSteps, double smallSlope)
    {
        (double a, double b) = (0, height);
        double loss = Loss(a, b);
        for (int step = 0; step < mostSteps; step++)
        {
            // The ridge keeps the Hessian of scores that are all equal from having no inverse.
            double ga = 0, gb = 0, haa = 1e-12, hab = 0, hbb = 1e-12;
            for (int j = 0; j < z.Length; j++)
            {
                double p = Sigmoid(a * z[j] + b), error = weights[j] / total * (p - targets[j]), curvature = weights[j] / total * p * (1 - p);
                ga += error * z[j];
                gb += error;
                haa += curvature * z[j] * z[j];
                hab += curvature * z[j];
                hbb += curvature;
            }

            if (Math.Abs(ga) <= smallSlope && Math.Abs(gb) <= smallSlope)
            {
                break;
            }

            double determinant = haa * hbb - hab * hab, da = (hab * gb - hbb * ga) / determinant, db = (hab * ga - haa * gb) / determinant, length = 1;
            int halvings = 0;
            while (!(Loss(a + length * da, b + length * db) < loss) && halvings < MostHalvings)
            {
                (length, halvings) = (length / 2, halvings + 1);
            }

            if (halvings == MostHalvings)
            {
                break;
            }

            (a, b) = (a + length * da, b + length * db);
            loss = Loss(a, b);
        }

        return (a, b);
    }

    /// <summary>The mean cross-entropy, ln(1 + eˣ) − t·x.</summary>
    private double Loss(double a, double b)
    {
        double sum = 0;
        for (int j = 0; j < z.Length; j++)
        {
            double x = a * z[j] + b;
            sum += weights[j] / total * (Math.Max(x, 0) + ScalarFunctions.Log(1 + ScalarFunctions.Exp(-Math.Abs(x))) - targets[j] * x);
        }

        return sum;
    }
}
