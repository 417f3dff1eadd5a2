using System.Diagnostics;

namespace ShallowNet.Tests;

/// <summary>Runs the tests of the kernels and of the fingerprints again in processes that lack the newer instructions.</summary>
public sealed class InstructionSetTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task Kernels_WithoutAnInstructionSet_AgreeWithTwinsAndFingerprints(string setting)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!)
        {
            ArgumentList =
            {
                "-class", "ShallowNet.Tests.KernelsIn*", "-class", "ShallowNet.Tests.ElementaryTests",
                "-class", "ShallowNet.Tests.FingerprintTests", "-class", "ShallowNet.Tests.OptimizerStepsIn*",
            },
            RedirectStandardOutput = true,
            Environment = { [setting] = "0", [FingerprintTests.WriteTo] = null },
        };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Insert(0, typeof(InstructionSetTests).Assembly.Location);
        }

        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.Should().Be(0, output);
        output.Should().MatchRegex(@"Total: [1-9]\d+, .*Failed: 0");
    }
}
