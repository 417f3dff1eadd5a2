using ShallowNet.Kernels;

namespace ShallowNet.Benchmarks;

/// <summary>What the second-order methods compute with a matrix of all parameters, as shares of the core's peak in double.</summary>
internal static class MatrixTable
{
    private const int Samples = 200;

    public static void Write(double peak)
    {
        Console.WriteLine($"\n{"second order, % of peak",-24}{"JᵀJ",6}{"L",5}{"diagonal of the inverse",25}");
        foreach (int parameters in (int[])[31, 97, 200, 500, 1000])
        {
            double[] J = Elements.Normal<double>(parameters * Samples, 1), H = new double[parameters * parameters], L = new double[H.Length];
            double cube = (double)parameters * parameters * parameters / 3, square = (double)parameters * (parameters + 1) * Samples;
            SymmetricSize size = new(parameters, parameters);
            SymmetricProduct.AddLower(J, parameters, Samples, H, size, new SymmetricSum(1));
            for (int i = 0; i < parameters; i++)
            {
                H[i * parameters + i] += 1;
            }

            double copy = Timing.Nanoseconds(() => H.CopyTo(L, 0));
            double factor = Timing.Nanoseconds(() => Factor(H, L, parameters)) - copy;
            Factor(H, L, parameters);
            double[] diagonal = new double[parameters], room = new double[Cholesky.RoomForInverse(parameters)];
            double inverse = Timing.Nanoseconds(() => Cholesky.InverseDiagonal(L, parameters, diagonal, room));
            double product = Timing.Nanoseconds(() => SymmetricProduct.AddLower(J, parameters, Samples, H, size, new SymmetricSum(1e-9)));
            Console.WriteLine($"{$"{parameters:N0} parameters",-24}{Share(square, product),6:0}{Share(cube, factor),5:0}{Share(cube, inverse),25:0}");
        }

        double Share(double operations, double nanoseconds) => 100 * operations / (1e-9 * nanoseconds) / peak;
    }

    private static void Factor(double[] H, double[] L, int parameters)
    {
        H.CopyTo(L, 0);
        Cholesky.TryFactor(L, parameters, threads: 1);
    }
}
