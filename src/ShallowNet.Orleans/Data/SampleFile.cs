using System.Numerics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ShallowNet;

/// <summary>
/// Samples in a file of numbers alone: for each sample n_x inputs and then n_y labels, each in the precision and byte order of the machine, as
/// NumPy's <c>tofile</c> writes an array of m × (n_x + n_y). A silo reads the ranges that its shards need, and nothing else of the file.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class SampleFile<T> : ShardSource<T>, IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How many bytes are read at a time, about.</summary>
    private const int ReadLength = 1 << 20;

    private readonly SafeFileHandle file;
    private readonly string path;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="inputs">n_x, at least 1.</param>
    /// <param name="outputs">n_y, at least 1.</param>
    /// <exception cref="ArgumentNullException">The path is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than one input or output.</exception>
    /// <exception cref="ArgumentException">The file is empty, does not hold whole samples, or more than 2³¹ − 1 of them.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public SampleFile(string path, int inputs, int outputs)
    {
        this.path = Require.NotNull(path);
        Inputs = Require.AtLeast(1, inputs, nameof(inputs));
        Outputs = Require.AtLeast(1, outputs, nameof(outputs));
        file = File.OpenHandle(path, options: FileOptions.RandomAccess);
        (long samples, long rest) = Math.DivRem(RandomAccess.GetLength(file), SampleLength);
        if (rest != 0 || samples is 0 or > int.MaxValue)
        {
            file.Dispose();
            throw new ArgumentException(Invariant(
                $"path must name a file of 1 to {int.MaxValue} whole samples of {SampleLength} bytes, but {path} has {samples} and {rest} bytes beside them."), nameof(path));
        }

        Samples = (int)samples;
    }

    /// <inheritdoc/>
    public override int Inputs { get; }

    /// <inheritdoc/>
    public override int Outputs { get; }

    /// <inheritdoc/>
    public override int Samples { get; }

    private long SampleLength => (Inputs + (long)Outputs) * Marshal.SizeOf<T>();

    /// <inheritdoc/>
    /// <exception cref="EndOfStreamException">The file has become shorter than it was when it was opened.</exception>
    public override void Read(int first, Span<T> X, Span<T> Y)
    {
        int row = Inputs + Outputs, samples = Y.Length / Outputs, atOnce = (int)Math.Clamp(ReadLength / SampleLength, 1, Math.Max(samples, 1));
        T[] rows = new T[row * atOnce];
        for (int done = 0; done < samples; done += atOnce)
        {
            int count = Math.Min(atOnce, samples - done);
            ReadAll(MemoryMarshal.AsBytes(rows.AsSpan(0, count * row)), (first + (long)done) * SampleLength);
            for (int i = 0; i < count; i++)
            {
                rows.AsSpan(i * row, Inputs).CopyTo(X[((done + i) * Inputs)..]);
                rows.AsSpan(i * row + Inputs, Outputs).CopyTo(Y[((done + i) * Outputs)..]);
            }
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => file.Dispose();

    private void ReadAll(Span<byte> bytes, long offset)
    {
        while (!bytes.IsEmpty)
        {
            int read = RandomAccess.Read(file, bytes, offset);
            if (read == 0)
            {
                throw new EndOfStreamException(Invariant($"{path} must have {Samples} samples as when it was opened, but has become shorter."));
            }

            bytes = bytes[read..];
            offset += read;
        }
    }
}
