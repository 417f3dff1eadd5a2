using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ShallowNet.Kernels;

/// <summary>
/// H = L·Lᵀ for a symmetric positive definite H of n × n doubles, column-major, of which only the lower triangle is read and written; and
/// what is computed with L.
/// </summary>
/// <remarks>
/// Blocks of <see cref="Width"/> columns, from left to right: a block is factored column by column, then its product is taken from what is
/// right of it. Every element's order of operations is fixed, whatever the threads and the width of vectors.
/// </remarks>
internal static class Cholesky
{
    /// <summary>The columns of a block.</summary>
    public const int Width = 64;

    /// <summary>Replaces the lower triangle of H by L.</summary>
    /// <param name="H">n × n.</param>
    /// <param name="n">Rows and columns.</param>
    /// <param name="threads">The most threads to use.</param>
    /// <returns>False where H is not positive definite, or not finite: it is then overwritten in part.</returns>
    [MethodImpl(Compile.AtOnce)]
    public static bool TryFactor(double[] H, int n, int threads)
    {
        Debug.Assert(H.Length >= n * n);
        for (int first = 0; first < n; first += Width)
        {
            int columns = Math.Min(Width, n - first), next = first + columns;
            if (!TryFactorBlock(H, n, first, next))
            {
                return false;
            }

            int rest = n - next;
            if (rest > 0)
            {
                // Each multiplication and addition takes about a tenth of a nanosecond.
                int parts = Workers.Parts(0.05 * rest * rest * columns, threads);
                if (parts == 1)
                {
                    SubtractProduct(H, n, first, next, new SymmetricSum(-1));
                }
                else
                {
                    Workers.Run(new SubtractJob(H, n, first, next), parts);
                }
            }
        }

        return true;
    }

    /// <summary>Solves L·Lᵀ·x = b in place.</summary>
    [MethodImpl(Compile.AtOnce)]
    public static void Solve(ReadOnlySpan<double> L, int n, Span<double> b)
    {
        for (int j = 0; j < n; j++)
        {
            b[j] /= L[j * n + j];
            AddScaled(L.Slice(j * n + j + 1, n - j - 1), -b[j], b.Slice(j + 1, n - j - 1));
        }

        for (int j = n - 1; j >= 0; j--)
        {
            b[j] = (b[j] - Dot(L.Slice(j * n + j + 1, n - j - 1), b.Slice(j + 1, n - j - 1))) / L[j * n + j];
        }
    }

    /// <summary>The diagonal of (L·Lᵀ)⁻¹.</summary>
    /// <param name="L">n × n.</param>
    /// <param name="n">Rows and columns.</param>
    /// <param name="diagonal">Receives n elements.</param>
    /// <param name="room">Room to work in, of <see cref="RoomForInverse"/> elements.</param>
    public static void InverseDiagonal(ReadOnlySpan<double> L, int n, Span<double> diagonal, Span<double> room)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            TriangularInverse<Wide<double>>.SumSquares(L, n, diagonal, room);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            TriangularInverse<Narrow<double>>.SumSquares(L, n, diagonal, room);
        }
        else
        {
            TriangularInverse<Slim<double>>.SumSquares(L, n, diagonal, room);
        }
    }

    /// <summary>The elements that <see cref="InverseDiagonal"/> works in.</summary>
    public static int RoomForInverse(int n) => 3 * Vector512<double>.Count * (n + 9);

    /// <summary>ln |L·Lᵀ|.</summary>
    public static double LogDeterminant(ReadOnlySpan<double> L, int n)
    {
        double sum = 0;
        for (int j = 0; j < n; j++)
        {
            sum += ScalarFunctions.Log(L[j * n + j]);
        }

        return 2 * sum;
    }

    /// <summary>y := y + s·x, for columns so short that a call and a padded last vector would cost more than the sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddScaled(ReadOnlySpan<double> x, double s, Span<double> y)
    {
        ref double from = ref MemoryMarshal.GetReference(x), to = ref MemoryMarshal.GetReference(y[..x.Length]);
        int i = 0;
        for (; i <= x.Length - Vector512<double>.Count; i += Vector512<double>.Count)
        {
            Vector512<double> sum = Vector512.LoadUnsafe(ref to, (nuint)i);
            Vector512.FusedMultiplyAdd(Vector512.Create(s), Vector512.LoadUnsafe(ref from, (nuint)i), sum).StoreUnsafe(ref to, (nuint)i);
        }

        // In halves, so that one element at most is left to itself.
        if (i <= x.Length - Vector256<double>.Count)
        {
            Vector256<double> sum = Vector256.LoadUnsafe(ref to, (nuint)i);
            Vector256.FusedMultiplyAdd(Vector256.Create(s), Vector256.LoadUnsafe(ref from, (nuint)i), sum).StoreUnsafe(ref to, (nuint)i);
            i += Vector256<double>.Count;
        }

        if (i <= x.Length - Vector128<double>.Count)
        {
            Vector128<double> sum = Vector128.LoadUnsafe(ref to, (nuint)i);
            Vector128.FusedMultiplyAdd(Vector128.Create(s), Vector128.LoadUnsafe(ref from, (nuint)i), sum).StoreUnsafe(ref to, (nuint)i);
            i += Vector128<double>.Count;
        }

        if (i < x.Length)
        {
            y[i] = Math.FusedMultiplyAdd(s, x[i], y[i]);
        }
    }

    /// <summary>y := y − s[0]·x[0] − … − s[3]·x[3], the columns of X being so far apart, and s their first elements: with each element of y read and written once for four columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SubtractFour(ref double X, nint stride, Span<double> y)
    {
        ref double x1 = ref Unsafe.Add(ref X, stride), x2 = ref Unsafe.Add(ref x1, stride), x3 = ref Unsafe.Add(ref x2, stride), to = ref MemoryMarshal.GetReference(y);
        double s0 = -X, s1 = -x1, s2 = -x2, s3 = -x3;
        int i = 0;
        for (; i <= y.Length - Vector512<double>.Count; i += Vector512<double>.Count)
        {
            Vector512<double> sum = Vector512.FusedMultiplyAdd(Vector512.Create(s0), Vector512.LoadUnsafe(ref X, (nuint)i), Vector512.LoadUnsafe(ref to, (nuint)i));
            sum = Vector512.FusedMultiplyAdd(Vector512.Create(s1), Vector512.LoadUnsafe(ref x1, (nuint)i), sum);
            sum = Vector512.FusedMultiplyAdd(Vector512.Create(s2), Vector512.LoadUnsafe(ref x2, (nuint)i), sum);
            Vector512.FusedMultiplyAdd(Vector512.Create(s3), Vector512.LoadUnsafe(ref x3, (nuint)i), sum).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i <= y.Length - Vector128<double>.Count; i += Vector128<double>.Count)
        {
            Vector128<double> sum = Vector128.FusedMultiplyAdd(Vector128.Create(s0), Vector128.LoadUnsafe(ref X, (nuint)i), Vector128.LoadUnsafe(ref to, (nuint)i));
            sum = Vector128.FusedMultiplyAdd(Vector128.Create(s1), Vector128.LoadUnsafe(ref x1, (nuint)i), sum);
            sum = Vector128.FusedMultiplyAdd(Vector128.Create(s2), Vector128.LoadUnsafe(ref x2, (nuint)i), sum);
            Vector128.FusedMultiplyAdd(Vector128.Create(s3), Vector128.LoadUnsafe(ref x3, (nuint)i), sum).StoreUnsafe(ref to, (nuint)i);
        }

        if (i < y.Length)
        {
            double sum = Math.FusedMultiplyAdd(s1, Unsafe.Add(ref x1, i), Math.FusedMultiplyAdd(s0, Unsafe.Add(ref X, i), y[i]));
            y[i] = Math.FusedMultiplyAdd(s3, Unsafe.Add(ref x3, i), Math.FusedMultiplyAdd(s2, Unsafe.Add(ref x2, i), sum));
        }
    }

    /// <summary>x := s·x, without a call, too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scale(Span<double> x, double s)
    {
        Vector512<double> factor = Vector512.Create(s);
        int i = 0;
        for (; i <= x.Length - Vector512<double>.Count; i += Vector512<double>.Count)
        {
            Lanes.Store(Lanes.Load<double>(x, i) * factor, x, i);
        }

        for (; i < x.Length; i++)
        {
            x[i] *= s;
        }
    }

    /// <summary>Σ x·y in the order of <see cref="Sums.OfProducts"/>, without a call, too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Vector512<double> sums = Vector512<double>.Zero;
        int i = 0;
        for (; i <= x.Length - Vector512<double>.Count; i += Vector512<double>.Count)
        {
            sums += Lanes.Load(x, i) * Lanes.Load(y, i);
        }

        Span<double> lanes = stackalloc double[Vector512<double>.Count];
        Lanes.Store(sums, lanes, 0);
        for (int lane = 0; i < x.Length; i++, lane++)
        {
            lanes[lane] += x[i] * y[i];
        }

        return lanes[0] + lanes[1] + lanes[2] + lanes[3] + lanes[4] + lanes[5] + lanes[6] + lanes[7];
    }

    /// <summary>Columns first to next of L, from what is left of them already taken off.</summary>
    [MethodImpl(Compile.AtOnce)]
    private static bool TryFactorBlock(Span<double> H, int n, int first, int next)
    {
        for (int j = first; j < next; j++)
        {
            Span<double> column = H.Slice(j * n + j, n - j);
            int p = first;
            for (; p <= j - 4; p += 4)
            {
                SubtractFour(ref H[p * n + j], n, column);
            }

            for (; p < j; p++)
            {
                ReadOnlySpan<double> before = H.Slice(p * n + j, n - j);
                AddScaled(before, -before[0], column);
            }

            if (!(column[0] > 0) || !double.IsFinite(column[0]))
            {
                return false;
            }

            double root = Math.Sqrt(column[0]);
            column[0] = root;
            Scale(column[1..], 1 / root);
        }

        return true;
    }

    [MethodImpl(Compile.AtOnce)]
    private static void SubtractProduct(double[] H, int n, int first, int next, SymmetricSum sum) => SymmetricProduct.AddLower(
        H.AsSpan(first * n + next), n, next - first, H.AsSpan(next * n + next), new SymmetricSize(n - next, n), sum);

    private sealed class SubtractJob(double[] H, int n, int first, int next) : Job
    {
        public override void Run(int part, int parts) => SubtractProduct(H, n, first, next, new SymmetricSum(-1, part, parts));
    }
}
