namespace ShallowNet.Kernels;

/// <summary>How a chunk of samples enters a sum over all of them, and which part of that work is to be done.</summary>
/// <param name="IsFirst">Whether it is the first chunk, which replaces what is there.</param>
/// <param name="Scale">What the sum is multiplied by once the chunk is in it.</param>
/// <param name="Part">From 0 to one less than the parts.</param>
/// <param name="Parts">Into how many parts the work is divided; only that of the first chunk can be.</param>
internal readonly record struct Accumulation<T>(bool IsFirst, T Scale, int Part = 0, int Parts = 1);
