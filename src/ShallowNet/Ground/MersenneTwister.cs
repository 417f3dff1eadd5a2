namespace ShallowNet;

/// <summary>
/// MT19937 (Matsumoto and Nishimura, 1998), seeded as <c>numpy.random.RandomState(seed)</c> seeds it. Its state can be read and set,
/// which MathNet's cannot, so that an interrupted training can go on with the same numbers.
/// </summary>
internal sealed class MersenneTwister
{
    /// <summary>The words of the state.</summary>
    public const int Length = 624;

    private const int Middle = 397;

    private readonly uint[] state = new uint[Length];

    public MersenneTwister(uint seed)
    {
        state[0] = seed;
        for (int i = 1; i < Length; i++)
        {
            state[i] = 1812433253u * (state[i - 1] ^ (state[i - 1] >> 30)) + (uint)i;
        }

        Index = Length;
    }

    public MersenneTwister(ReadOnlySpan<uint> state, int index)
    {
        state.CopyTo(this.state);
        Index = index;
    }

    public ReadOnlySpan<uint> State => state;

    /// <summary>How many words of the state are used up, from 0 to 624.</summary>
    public int Index { get; private set; }

    /// <summary>The next 32 bits.</summary>
    public uint Next()
    {
        if (Index == Length)
        {
            Renew();
        }

        uint y = state[Index++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9D2C5680u;
        y ^= (y << 15) & 0xEFC60000u;
        return y ^ (y >> 18);
    }

    private void Renew()
    {
        for (int i = 0; i < Length; i++)
        {
            uint y = (state[i] & 0x80000000u) | (state[(i + 1) % Length] & 0x7FFFFFFFu);
            state[i] = state[(i + Middle) % Length] ^ (y >> 1) ^ ((y & 1) * 0x9908B0DFu);
        }

        Index = 0;
    }
}
