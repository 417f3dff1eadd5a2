using System.Runtime.CompilerServices;

namespace ShallowNet;

/// <summary>What the runtime's compiler is told about methods that loop over the elements of matrices, or that every batch goes through.</summary>
internal static class Compile
{
    /// <summary>With all optimizations from the first call on, and as a method by itself.</summary>
    /// <remarks>
    /// The runtime otherwise compiles a method without optimization at first, and again when it has been called often or has looped for long.
    /// With vectors that costs much: in a fresh process, 60 epochs of a 30-16-1 network took 190 ms with this option and 400 ms without,
    /// 20 epochs of a 64-100-10 network 220 and 570 ms, and a step of the article's program, over its 10,000, 47 and 88 µs. And a loop that is
    /// compiled into its caller has fewer registers: without NoInlining the same step took 18 instead of 11 µs when warm, too.
    /// <para>
    /// Without it on the methods of kernels that call other kernels, the second 60 epochs took 10 instead of 7 ms, so it stands there as well;
    /// and on the methods that every batch and every single prediction goes through, from the run of a training to the stages of a layer:
    /// without it 20 epochs of single samples through a 30-16-1 network took 25 instead of 13 ms in the first second of a process, and a single
    /// prediction 0.6 instead of 0.3 µs. On methods that are called once for a call it does not stand. (.NET 10 on two cores of an Intel Xeon
    /// with AVX-512.)
    /// </para>
    /// </remarks>
    public const MethodImplOptions AtOnce = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;
}
