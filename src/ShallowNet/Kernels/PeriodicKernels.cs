using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static ShallowNet.Lanes;

namespace ShallowNet.Kernels;

/// <summary>
/// A number x becomes x and V cos(2πux + c) + δ. Vectors lie along the samples, so that all lanes are full whatever the number of frequencies, and each
/// element is one chain of fused multiply-adds from δ on, from the first frequency to the last.
/// </summary>
/// <remarks>
/// The parameters of an input are u, c, the rows of V one after another, and δ. Three rows of V are taken at a time, because their sums and the waves then stay
/// in registers; for more rows the waves are computed anew. Sums over samples are taken in as many chains as a vector of 512 bits has lanes, sample p in chain
/// p mod 16 (float) or p mod 8 (double), which are added in halves.
/// </remarks>
internal static class PeriodicKernels
{
    /// <summary>1/π, which makes half-turns of an angle.</summary>
    public const double HalfTurn = 0.3183098861837907;

    private const int Stretch = EmbeddedRun.Stretch;

    /// <summary>The parameters of an input.</summary>
    public static int Length(int size, int frequencies) => (size + 1) * frequencies + size - 1;

    /// <summary>The rows of E that the run's inputs become.</summary>
    [MethodImpl(Compile.AtOnce)]
    public static void Forward<T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> A, Span<T> E, in EmbeddedRun run, int frequencies)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int samples = A.Length / run.Inputs, length = Length(run.Size, frequencies);
        using Scratch<T> scratch = Scratch<T>.Rent(run.Size * Stretch + 2 * frequencies);
        Span<T> y = scratch.Span[..(run.Size * Stretch)], angles = scratch.Span[y.Length..];
        for (int first = 0; first < samples; first += Stretch)
        {
            int count = Math.Min(Stretch, samples - first);
            for (int i = 0; i < run.Count; i++)
            {
                ReadOnlySpan<T> own = parameters.Slice(i * length, length);
                InHalfTurns(own, angles, frequencies);
                run.GatherInput(A, i, first, count, y);
                for (int k = 1; k < run.Size; k += 3)
                {
                    AddWaves(new Waves<T>(own, angles, run.Size, k), y, count);
                }

                run.ScatterRows(y, E, i, first, count);
            }
        }
    }

    /// <summary>The sums over the samples, of at most a chunk, of the derivatives by the parameters of the run's inputs.</summary>
    [MethodImpl(Compile.AtOnce)]
    public static void SumGradients<T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> A, ReadOnlySpan<T> dE, Span<T> sums, in EmbeddedRun run, int frequencies)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = Vector512<T>.Count, samples = A.Length / run.Inputs, length = Length(run.Size, frequencies);
        using Scratch<T> scratch = Scratch<T>.Rent(Room(run) + 2 * frequencies), ofChains = Scratch<T>.Rent(length * width);
        Span<T> room = scratch.Span[..Room(run)], angles = scratch.Span[room.Length..], chains = ofChains.Span;
        for (int i = 0; i < run.Count; i++)
        {
            ReadOnlySpan<T> own = parameters.Slice(i * length, length);
            InHalfTurns(own, angles, frequencies);
            chains.Clear();
            for (int first = 0; first < samples; first += Stretch)
            {
                int count = Math.Min(Stretch, samples - first);
                Gather(A, dE, room, run.Part(i, 1), first, count);
                AddOffsets(room, chains[((length - run.Size + 1) * width)..], run.Size, count);
                for (int k = 1; k < run.Size; k += 3)
                {
                    AddGradients(new Waves<T>(own, angles, run.Size, k), room, chains, count);
                }
            }

            Span<T> itsSums = sums.Slice(i * length, length);
            for (int p = 0; p < length; p++)
            {
                itsSums[p] = Dots.AddLanes(Load<T>(chains, p * width));
            }

            Arithmetic.Scale(itsSums[..frequencies], T.CreateTruncating(2 * Math.PI));
        }
    }

    /// <summary>The derivatives by the run's inputs: dx = dy₀ − 2π Σ u sin(2πux + c)·(Vᵀdy).</summary>
    [MethodImpl(Compile.AtOnce)]
    public static void BackToInput<T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> A, ReadOnlySpan<T> dE, Span<T> dA, in EmbeddedRun run, int frequencies)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int samples = A.Length / run.Inputs, length = Length(run.Size, frequencies);
        using Scratch<T> scratch = Scratch<T>.Rent(Room(run) + 2 * frequencies);
        Span<T> room = scratch.Span[..Room(run)], angles = scratch.Span[room.Length..];
        for (int i = 0; i < run.Count; i++)
        {
            ReadOnlySpan<T> own = parameters.Slice(i * length, length);
            InHalfTurns(own, angles, frequencies);
            for (int first = 0; first < samples; first += Stretch)
            {
                int count = Math.Min(Stretch, samples - first);
                Gather(A, dE, room, run.Part(i, 1), first, count);
                for (int k = 1; k < run.Size; k += 3)
                {
                    AddInputGradients(new Waves<T>(own, angles, run.Size, k), room, count);
                }

                run.ScatterInput(room[Stretch..], dA, i, first, count);
            }
        }
    }

    /// <summary>Rows of a stretch of samples: x, the rows of dy, and zeros.</summary>
    private static int Room(in EmbeddedRun run) => (run.Size + 2) * Stretch;

    private static void Gather<T>(ReadOnlySpan<T> A, ReadOnlySpan<T> dE, Span<T> room, EmbeddedRun one, int first, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        one.GatherInput(A, 0, first, count, room);
        one.GatherRows(dE, 0, first, count, room[Stretch..]);
        room[((one.Size + 1) * Stretch)..].Clear();
    }

    /// <summary>2u and c/π: 2πux + c in half-turns is 2u·x + c/π.</summary>
    private static void InHalfTurns<T>(ReadOnlySpan<T> own, Span<T> angles, int frequencies)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T halfTurn = T.CreateTruncating(HalfTurn);
        for (int f = 0; f < frequencies; f++)
        {
            angles[f] = own[f] + own[f];
            angles[frequencies + f] = own[frequencies + f] * halfTurn;
        }
    }

    /// <summary>Three rows y = V cos(2πux + c) + δ; x is the first of the rows.</summary>
    [MethodImpl(Compile.AtOnce)]
    private static void AddWaves<T>(in Waves<T> waves, Span<T> y, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> rates = waves.Rates, phases = waves.Phases[..rates.Length], v1 = waves.V(0)[..rates.Length], v2 = waves.V(1)[..rates.Length], v3 = waves.V(2)[..rates.Length];
        for (int s = 0; s < count; s += Vector512<T>.Count)
        {
            Vector512<T> x = Load<T>(y, s), y1 = Vector512.Create(waves.Offset(0)), y2 = Vector512.Create(waves.Offset(1)), y3 = Vector512.Create(waves.Offset(2));
            for (int f = 0; f < rates.Length; f++)
            {
                Vector512<T> wave = Elementary.CosPi(new Wide<T>(FusedMultiplyAdd(Vector512.Create(rates[f]), x, Vector512.Create(phases[f])))).Value;
                y1 = FusedMultiplyAdd(Vector512.Create(v1[f]), wave, y1);
                y2 = FusedMultiplyAdd(Vector512.Create(v2[f]), wave, y2);
                y3 = FusedMultiplyAdd(Vector512.Create(v3[f]), wave, y3);
            }

            // A row that stands for one that is not there is that row again.
            Store(y1, y, waves.Row(0) * Stretch + s);
            Store(y2, y, waves.Row(1) * Stretch + s);
            Store(y3, y, waves.Row(2) * Stretch + s);
        }
    }

    /// <summary>Adds the derivatives by δ to their chains.</summary>
    [MethodImpl(Compile.AtOnce)]
    private static void AddOffsets<T>(ReadOnlySpan<T> room, Span<T> chains, int size, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int k = 1; k < size; k++)
        {
            int chain = (k - 1) * Vector512<T>.Count;
            Vector512<T> sum = Load<T>(chains, chain);
            for (int s = 0; s < count; s += Vector512<T>.Count)
            {
                sum += Load(room, (k + 1) * Stretch + s);
            }

            Store(sum, chains, chain);
        }
    }

    /// <summary>Adds the derivatives by u (without 2π), c and three rows of V to their chains.</summary>
    [MethodImpl(Compile.AtOnce)]
    private static void AddGradients<T>(in Waves<T> waves, ReadOnlySpan<T> room, Span<T> chains, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = Vector512<T>.Count, row1 = waves.Gradient(0), row2 = waves.Gradient(1), row3 = waves.Gradient(2);
        int chain1 = waves.FirstOfV(0) * width, chain2 = waves.FirstOfV(1) * width, chain3 = waves.FirstOfV(2) * width;
        ReadOnlySpan<T> rates = waves.Rates, phases = waves.Phases, V1 = waves.V(0), V2 = waves.V(1), V3 = waves.V(2);
        for (int f = 0; f < rates.Length; f++)
        {
            Vector512<T> rate = Vector512.Create(rates[f]), phase = Vector512.Create(phases[f]);
            Vector512<T> v1 = Vector512.Create(V1[f]), v2 = Vector512.Create(V2[f]), v3 = Vector512.Create(V3[f]);
            Vector512<T> du = Load<T>(chains, f * width), dc = Load<T>(chains, (rates.Length + f) * width);
            Vector512<T> dv1 = Vector512<T>.Zero, dv2 = dv1, dv3 = dv1;
            for (int s = 0; s < count; s += width)
            {
                Vector512<T> x = Load(room, s), dy1 = Load(room, row1 + s), dy2 = Load(room, row2 + s), dy3 = Load(room, row3 + s);
                Vector512<T> sine = Elementary.SinPi(new Wide<T>(FusedMultiplyAdd(rate, x, phase)), out Wide<T> cosine).Value, wave = cosine.Value;
                Vector512<T> dθ = -(sine * FusedMultiplyAdd(v3, dy3, FusedMultiplyAdd(v2, dy2, v1 * dy1)));
                du = FusedMultiplyAdd(dθ, x, du);
                dc += dθ;
                dv1 = FusedMultiplyAdd(dy1, wave, dv1);
                dv2 = FusedMultiplyAdd(dy2, wave, dv2);
                dv3 = FusedMultiplyAdd(dy3, wave, dv3);
            }

            Store(du, chains, f * width);
            Store(dc, chains, (rates.Length + f) * width);

            // A row that is not there is the last again, to which zeros are added.
            AddTo(chains, chain1 + f * width, dv1);
            AddTo(chains, chain2 + f * width, dv2);
            AddTo(chains, chain3 + f * width, dv3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo<T>(Span<T> chains, int place, Vector512<T> sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Store(Load<T>(chains, place) + sum, chains, place);

    /// <summary>Adds what three rows have of the derivatives by x to the first row of dy.</summary>
    [MethodImpl(Compile.AtOnce)]
    private static void AddInputGradients<T>(in Waves<T> waves, Span<T> room, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> rates = waves.Rates, phases = waves.Phases, v1 = waves.V(0), v2 = waves.V(1), v3 = waves.V(2);
        for (int s = 0; s < count; s += Vector512<T>.Count)
        {
            Vector512<T> x = Load<T>(room, s), dy1 = Load<T>(room, waves.Gradient(0) + s), dy2 = Load<T>(room, waves.Gradient(1) + s), dy3 = Load<T>(room, waves.Gradient(2) + s);
            Vector512<T> sum = Vector512<T>.Zero;
            for (int f = 0; f < rates.Length; f++)
            {
                Vector512<T> rate = Vector512.Create(rates[f]);
                Vector512<T> sine = Elementary.SinPi(new Wide<T>(FusedMultiplyAdd(rate, x, Vector512.Create(phases[f]))), out _).Value;
                Vector512<T> dWave = FusedMultiplyAdd(Vector512.Create(v3[f]), dy3, FusedMultiplyAdd(Vector512.Create(v2[f]), dy2, Vector512.Create(v1[f]) * dy1));
                sum = FusedMultiplyAdd(rate, sine * dWave, sum);
            }

            Store(FusedMultiplyAdd(Wide<T>.All(-Math.PI).Value, sum, Load<T>(room, Stretch + s)), room, Stretch + s);
        }
    }

    /// <summary>The parameters of an input with three rows of V, the last of which may not be there.</summary>
    /// <param name="own">All parameters of the input.</param>
    /// <param name="angles">2u and c/π.</param>
    /// <param name="size">The rows that the input becomes.</param>
    /// <param name="first">The first of the three among them.</param>
    private readonly ref struct Waves<T>(ReadOnlySpan<T> own, ReadOnlySpan<T> angles, int size, int first)
    {
        private readonly ReadOnlySpan<T> own = own;
        private readonly int frequencies = angles.Length / 2;

        public ReadOnlySpan<T> Rates { get; } = angles[..(angles.Length / 2)];

        public ReadOnlySpan<T> Phases { get; } = angles[(angles.Length / 2)..];

        /// <summary>The row of E; for one that is not there, the last.</summary>
        public int Row(int k) => Math.Min(first + k, size - 1);

        /// <summary>The row of V.</summary>
        public ReadOnlySpan<T> V(int k) => own.Slice(FirstOfV(k), frequencies);

        /// <summary>Where the row of V begins among the parameters.</summary>
        public int FirstOfV(int k) => (Row(k) + 1) * frequencies;

        public T Offset(int k) => own[own.Length - size + Row(k)];

        /// <summary>Where dy begins in the room; zeros for a row that is not there.</summary>
        public int Gradient(int k) => Math.Min(first + k + 1, size + 1) * Stretch;
    }
}
