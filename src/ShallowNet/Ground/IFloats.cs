using System.Runtime.Intrinsics;

namespace ShallowNet;

/// <summary>
/// The operations of a vector of floats or doubles, as wide as those of the machine: kernels are written once, with the vector as a parameter, and every element is
/// computed by the same operations in the same order whatever its width is.
/// </summary>
/// <remarks>
/// <see cref="Vector512{T}"/> on every machine would be simpler. But where the hardware's vectors are narrower, the runtime's compiler makes two operations and several
/// variables of each, and from 512 variables on it calls what it should put in place: the Gaussian's integral in double then took 40 ns an element instead of 4.
/// </remarks>
internal interface IFloats<TSelf>
    where TSelf : struct, IFloats<TSelf>
{
    /// <summary>Whether its elements are doubles.</summary>
    static abstract bool IsDouble { get; }

    /// <summary>The number of elements.</summary>
    static abstract int Count { get; }

    static abstract TSelf Zero { get; }

    static abstract TSelf One { get; }

    /// <summary>A constant in every lane.</summary>
    static abstract TSelf All(double value);

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator *(TSelf a, TSelf b);

    static abstract TSelf operator /(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a);

    static abstract TSelf operator &(TSelf a, TSelf b);

    static abstract TSelf operator |(TSelf a, TSelf b);

    static abstract TSelf operator ^(TSelf a, TSelf b);

    static abstract TSelf operator ~(TSelf a);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract TSelf FusedMultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>a·b + c with a constant, which need not be in a register: of one that is made before, the runtime's compiler does not see that.</summary>
    static abstract TSelf FusedMultiplyAdd(TSelf a, TSelf b, double c);

    /// <inheritdoc cref="FusedMultiplyAdd(TSelf, TSelf, double)"/>
    static abstract TSelf FusedMultiplyAdd(TSelf a, double b, TSelf c);

    static abstract TSelf Abs(TSelf a);

    static abstract TSelf Sqrt(TSelf a);

    /// <summary>a &amp; ~b.</summary>
    static abstract TSelf AndNot(TSelf a, TSelf b);

    static abstract TSelf Max(TSelf a, TSelf b);

    static abstract TSelf Min(TSelf a, TSelf b);

    /// <summary>The larger; NaN where b is NaN, as a must not be.</summary>
    static abstract TSelf MaxNative(TSelf a, TSelf b);

    /// <summary>The smaller; NaN where b is NaN, as a must not be.</summary>
    static abstract TSelf MinNative(TSelf a, TSelf b);

    static abstract TSelf LessThan(TSelf a, TSelf b);

    static abstract TSelf LessThanOrEqual(TSelf a, TSelf b);

    static abstract TSelf GreaterThan(TSelf a, TSelf b);

    static abstract TSelf GreaterThanOrEqual(TSelf a, TSelf b);

    static abstract TSelf Equals(TSelf a, TSelf b);

    /// <summary>a where the condition has all of a lane's bits, b where it has none of them; a comparison gives such a condition.</summary>
    static abstract TSelf ConditionalSelect(TSelf condition, TSelf a, TSelf b);

    /// <summary>2ⁿ, from n with the offset (<see cref="Lanes.RoundWithOffset"/>); n must lie within the normal exponents.</summary>
    static abstract TSelf PowerOfTwo(TSelf n);

    /// <summary>The sign bit where n is odd and nothing where it is even, from n with the offset.</summary>
    static abstract TSelf SignOfOdd(TSelf n);

    /// <summary>Splits positive normal x = 2ᵏ·f with f in [√½, √2).</summary>
    static abstract TSelf SplitExponent(TSelf x, out TSelf k);
}

/// <summary>A vector of elements of a type.</summary>
internal interface IVector<TSelf, T> : IFloats<TSelf>
    where TSelf : struct, IVector<TSelf, T>
    where T : unmanaged
{
    static abstract TSelf Load(ref readonly T source, nint offset);

    static abstract TSelf Broadcast(T value);

    static abstract void Store(TSelf vector, ref T destination, nint offset);
}
