using System.Numerics;

namespace ShallowNet.Benchmarks;

/// <summary>Saving and loading 100 MB of parameters beside a plain copy of the same file, and the memory that they take.</summary>
internal static class Files
{
    private const int Bytes = 100_000_000, Rounds = 9;

    public static int Run()
    {
        string folder = Directory.CreateTempSubdirectory("shallownet-").FullName;
        try
        {
            Console.WriteLine("Milliseconds, the best of several rounds, and how many times a copy's they are; memory relative to the file.");
            Console.WriteLine("Write: into a new file. Save: the same, but flushed to the disk and renamed; so is the copy beside it.");
            Console.WriteLine($"{"",-24}{"copy",8}{"write",8}{"",8}{"load",8}{"",8}{"flushed",10}{"save",8}{"",8}{"memory",10}{"load",8}");
            foreach ((int rows, int columns) in ((int, int)[])[(1_000, -1), (4_096, -1), (10, -1), (-1, 10), (-1, 1)])
            {
                Measure<float>(folder, rows, columns);
                Measure<double>(folder, rows, columns);
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>One matrix; the missing one of its dimensions is what makes 100 MB.</summary>
    private static void Measure<T>(string folder, int rows, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int elements = Bytes / (typeof(T) == typeof(float) ? sizeof(float) : sizeof(double));
        (rows, columns) = (rows < 0 ? elements / columns : rows, columns < 0 ? elements / rows : columns);
        T[] W = new T[rows * columns], again = new T[rows * columns];
        for (int i = 0; i < W.Length; i++)
        {
            W[i] = T.CreateTruncating(i % 1000);
        }

        string file = Path.Combine(folder, "saved"), copy = Path.Combine(folder, "copy");
        Timing copying = new(), flushing = new(), writing = new(), saving = new(), loading = new();
        for (int round = 0; round < Rounds; round++)
        {
            saving.Run(() => Save(file, rows, columns, W));
            writing.Run(() => Write(copy, rows, columns, W));
            copying.Run(() => File.Copy(file, copy, overwrite: true));
            flushing.Run(() => Copy(file, copy));
            loading.Run(() => again = Load<T>(file));
        }

        if (!again.AsSpan().SequenceEqual(W))
        {
            throw new InvalidOperationException("What was loaded is not what was saved.");
        }

        double length = new FileInfo(file).Length;
        string name = $"{rows} × {columns}, {(typeof(T) == typeof(float) ? "float" : "double")}";
        Console.WriteLine(
            $"{name,-24}{copying.Best,8:0}{writing.Best,8:0}{writing.Best / copying.Best,8:0.00}{loading.Best,8:0}{loading.Best / copying.Best,8:0.00}"
            + $"{flushing.Best,10:0}{saving.Best,8:0}{saving.Best / flushing.Best,8:0.00}{saving.Memory / length,10:0.000}{loading.Memory / length,8:0.000}");
    }

    private static void Write<T>(string path, int rows, int columns, T[] W)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using FileStream stream = new(path, FileMode.Create);
        TensorFileWriter.Write(stream, [], [TensorToWrite.Transposed("0.weight", rows, columns, W)]);
    }

    private static void Save<T>(string path, int rows, int columns, T[] W)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        AtomicFile.Write(path, stream => TensorFileWriter.Write(stream, [], [TensorToWrite.Transposed("0.weight", rows, columns, W)]));

    private static T[] Load<T>(string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using FileStream stream = File.OpenRead(path);
        TensorFile file = TensorFile.Read(stream);
        T[] elements = new T[file.Tensors[0].Elements];
        file.CopyTransposedTo<T>(file.Tensors[0], elements);
        file.CheckEnd();
        return elements;
    }

    /// <summary>A copy that is on the disk when it is done, as a saved file is.</summary>
    private static void Copy(string from, string to)
    {
        File.Copy(from, to, overwrite: true);
        using FileStream stream = new(to, FileMode.Open, FileAccess.ReadWrite);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>The shortest time in milliseconds, and all that was allocated meanwhile, which is no less than the peak.</summary>
    private sealed class Timing
    {
        public double Best { get; private set; } = double.MaxValue;

        public long Memory { get; private set; }

        public void Run(Action run)
        {
            GC.Collect();
            long before = GC.GetTotalAllocatedBytes(precise: true);
            Best = Math.Min(Best, 1e3 * Workloads.Seconds(run));
            Memory = GC.GetTotalAllocatedBytes(precise: true) - before;
        }
    }
}
