using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace ShallowNet.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("shallownet-").FullName;

    private string Target => Path.Combine(folder, "model.safetensors");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Write_NewOrExisting_HasTheNewBytesAndNothingElse()
    {
        AtomicFile.Write(Target, stream => stream.Write([1, 2, 3]));
        File.ReadAllBytes(Target).Should().Equal(1, 2, 3);
        AtomicFile.Write(Target, stream => stream.Write([4]));
        File.ReadAllBytes(Target).Should().Equal(4);
        Directory.GetFileSystemEntries(folder).Should().Equal(Target);
    }

    [Fact]
    public void Write_RelativePath_IsInTheCurrentFolder()
    {
        string name = $"atomic-{Guid.NewGuid():N}.bin";
        try
        {
            AtomicFile.Write(name, stream => stream.Write([1]));
            File.ReadAllBytes(Path.Combine(Environment.CurrentDirectory, name)).Should().Equal(1);
        }
        finally
        {
            File.Delete(name);
        }
    }

    [Fact]
    public void Write_ThatFails_LeavesTheOldFileAndNothingElse()
    {
        File.WriteAllBytes(Target, [1, 2, 3]);
        ((Action)(() => AtomicFile.Write(Target, stream =>
        {
            stream.Write(new byte[100_000]);
            throw new InvalidOperationException("halfway");
        }))).Should().Throw<InvalidOperationException>().WithMessage("halfway");
        File.ReadAllBytes(Target).Should().Equal(1, 2, 3);
        Directory.GetFileSystemEntries(folder).Should().Equal(Target);
    }

    [Fact]
    public void Write_WhereNoFileCanBe_ThrowsAndLeavesNothing()
    {
        Directory.CreateDirectory(Target);
        ((Action)(() => AtomicFile.Write(Target, stream => stream.Write([1])))).Should().Throw<IOException>()
            .WithMessage($"path must name a regular file or a link to one, but {Target} is a folder.");
        Directory.GetFileSystemEntries(folder).Should().Equal(Target);
        ((Action)(() => AtomicFile.Write(Path.Combine(folder, "missing", "x"), _ => { }))).Should().Throw<DirectoryNotFoundException>()
            .WithMessage($"path must be in a folder that exists, but {Path.Combine(folder, "missing")} does not.");
        ((Action)(() => AtomicFile.Write("", _ => { }))).Should().Throw<ArgumentException>();
        ((Action)(() => AtomicFile.Write(Path.GetPathRoot(folder)!, _ => { }))).Should().Throw<ArgumentException>()
            .WithMessage("path must name a file, but is *");
    }

    [Fact]
    public void Write_APipe_IsRefusedAndStays()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Pipes have no such paths there.");
        Make("mkfifo", Target).Should().BeTrue();
        StaysWhatItIs(Target, "a pipe (FIFO)");
        string link = Path.Combine(folder, "latest");
        File.CreateSymbolicLink(link, Target);
        StaysWhatItIs(link, "a pipe (FIFO)");
    }

    [Fact]
    public void Write_ADevice_IsRefusedAndStays()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Devices have no such paths there.");
        Assert.SkipUnless(Make("mknod", Target, "c", "1", "3"), "Only root may make a device node.");
        StaysWhatItIs(Target, "a device");
    }

    [Fact]
    public void Write_ASocket_IsRefusedAndStays()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Sockets have no such paths there.");
        string path = Path.Combine(folder, "s");
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        StaysWhatItIs(path, "a socket");
    }

    [Fact]
    public void Write_WhereKilledSavesLeftFiles_RemovesThemAndNoOthers()
    {
        string[] others = [.. new[] { ".shallownet-notes.tmp", $".shallownet-{Guid.NewGuid():N}.txt", $"shallownet-{Guid.NewGuid():N}.tmp" }
            .Select(name => Path.Combine(folder, name))];
        string[] left = [.. Enumerable.Range(0, 3).Select(_ => Path.Combine(folder, $".shallownet-{Guid.NewGuid():N}.tmp"))];
        Array.ForEach([.. others, .. left], path => File.WriteAllBytes(path, [1]));
        AtomicFile.Write(Target, stream => stream.Write([2]));
        Directory.GetFileSystemEntries(folder).Should().BeEquivalentTo([.. others, Target]);
    }

    [Fact]
    public void Write_WhileOthersWrite_LeavesTheirFiles()
    {
        string inner = Path.Combine(folder, "inner");
        AtomicFile.Write(Target, stream =>
        {
            stream.Write([1]);
            AtomicFile.Write(inner, other => other.Write([2]));
            stream.Write([3]);
        });
        File.ReadAllBytes(Target).Should().Equal(1, 3);
        File.ReadAllBytes(inner).Should().Equal(2);
        Directory.GetFileSystemEntries(folder).Should().BeEquivalentTo([Target, inner]);
    }

    [Fact]
    public async Task Write_WhileOthersRead_HindersNeither()
    {
        AtomicFile.Write(Target, stream => stream.Write([1]));
        using CancellationTokenSource done = new();
        Task reading = Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
            {
                using FileStream file = new(Target, FileMode.Open, FileAccess.Read, FileShare.Read);
                file.ReadByte().Should().Be(1);
            }
        });
        for (int i = 0; i < 200; i++)
        {
            AtomicFile.Write(Target, stream => stream.Write([1]));
        }

        await done.CancelAsync();
        await reading;
    }

    [Fact]
    public void Write_OnManyThreads_LosesNone()
    {
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
            AtomicFile.Write(Path.Combine(folder, $"{i % 16}"), stream => stream.Write([(byte)(i % 16)])));
        Directory.GetFileSystemEntries(folder).Should().HaveCount(16)
            .And.OnlyContain(path => File.ReadAllBytes(path).SequenceEqual(new[] { byte.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture) }));
    }

    [Fact]
    public void Write_LongName_NeedsNoLongerOneMeanwhile()
    {
        string path = Path.Combine(folder, new string('x', 255));
        AtomicFile.Write(path, stream => stream.Write([1]));
        File.ReadAllBytes(path).Should().Equal(1);
    }

    [Fact]
    public void Write_ThroughALink_ReplacesItsTarget()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        string link = Path.Combine(folder, "latest"), dangling = Path.Combine(folder, "dangling");
        File.WriteAllBytes(Target, [1]);
        File.CreateSymbolicLink(link, Target);
        AtomicFile.Write(link, stream => stream.Write([2]));
        File.ReadAllBytes(Target).Should().Equal(2);
        File.ResolveLinkTarget(link, returnFinalTarget: false)!.FullName.Should().Be(Target);

        File.CreateSymbolicLink(dangling, Path.Combine(folder, "new"));
        AtomicFile.Write(dangling, stream => stream.Write([3]));
        File.ReadAllBytes(Path.Combine(folder, "new")).Should().Equal(3);
    }

    [Fact]
    public void Write_ExistingFile_KeepsItsPermissions()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Permissions of Unix.");
        File.WriteAllBytes(Target, [1]);
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite;
            File.SetUnixFileMode(Target, Mode);
            AtomicFile.Write(Target, stream => stream.Write([2]));
            File.GetUnixFileMode(Target).Should().Be(Mode);
        }
    }

    /// <summary>Runs a command of the system; whether it could do what it is for.</summary>
    private static bool Make(string command, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private void StaysWhatItIs(string path, string kind)
    {
        FileSystem.KindUnlessRegular(path).Should().Be(kind);
        string[] before = Directory.GetFileSystemEntries(folder);
        FluentActions.Invoking(() => AtomicFile.Write(path, stream => stream.Write([1]))).Should().Throw<IOException>()
            .WithMessage($"path must name a regular file or a link to one, but {path} is {kind}.");
        FileSystem.KindUnlessRegular(path).Should().Be(kind);
        Directory.GetFileSystemEntries(folder).Should().BeEquivalentTo(before);
    }
}
