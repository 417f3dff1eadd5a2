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
        ((Action)(() => AtomicFile.Write(Target, stream => stream.Write([1])))).Should().Throw<Exception>()
            .Which.Should().Match(exception => exception is IOException || exception is UnauthorizedAccessException);
        Directory.GetFileSystemEntries(folder).Should().Equal(Target);
        ((Action)(() => AtomicFile.Write(Path.Combine(folder, "missing", "x"), _ => { }))).Should().Throw<DirectoryNotFoundException>()
            .WithMessage($"path must be in a folder that exists, but {Path.Combine(folder, "missing")} does not.");
        ((Action)(() => AtomicFile.Write("", _ => { }))).Should().Throw<ArgumentException>();
        ((Action)(() => AtomicFile.Write(Path.GetPathRoot(folder)!, _ => { }))).Should().Throw<ArgumentException>()
            .WithMessage("path must name a file, but is *");
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
}
