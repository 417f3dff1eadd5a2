using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Xunit.Sdk;
using Xunit.v3;

namespace ShallowNet.Tests;

/// <summary>Runs the tests of the kernels and of the fingerprints again in processes that lack the newer instructions.</summary>
[Trait("Cost", "Expensive")]
public sealed class InstructionSetTests
{
    private static readonly Type[] Classes =
    [
        typeof(KernelsInDouble), typeof(KernelsInFloat), typeof(CholeskyTests), typeof(SymmetricProductTests), typeof(ElementaryTests), typeof(FingerprintTests),
        typeof(OptimizerStepsInDouble), typeof(OptimizerStepsInFloat), typeof(TableFingerprintTests), typeof(ModelFingerprintTests), typeof(ScalarFunctionsTests),
        typeof(NumPyRandomTests), typeof(DatasetsTests), typeof(InstructionsLeftOutTests),
    ];

    [Theory]
    [InlineData(InstructionsLeftOutTests.WithoutAvx512, "0")]
    [InlineData(InstructionsLeftOutTests.WithoutAvx2, "0")]
    [InlineData(InstructionsLeftOutTests.WithoutAny, "0")]
    [InlineData(InstructionsLeftOutTests.InTheCLibrary, "glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4")]
    public async Task Kernels_WithoutAnInstructionSet_AgreeWithTwinsAndFingerprints(string setting, string value)
    {
        Assert.SkipUnless(setting != InstructionsLeftOutTests.InTheCLibrary || InstructionsLeftOutTests.HasGlibc, "Only glibc on x64 can be told to do without instructions.");
        ProcessStartInfo start = new(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            Environment = { [setting] = value, [Instructions.Without] = setting, [FingerprintTests.WriteTo] = null },
        };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(InstructionSetTests).Assembly.Location);
        }

        foreach (string argument in (string[])[.. Classes.SelectMany(type => (string[])["-class", type.FullName!]), "-explicit", "on"])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.Should().Be(0, output);

        int tests = -Fingerprints.OfCodeThatOthersRun.Count;
        foreach (Type each in Classes)
        {
            tests += await CountTests(each);
        }

        tests.Should().BeGreaterThan(100);
        output.Should().Contain($"Total: {tests}, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0,");
    }

    private static async Task<int> CountTests(Type type)
    {
        await using DisposalTracker tracker = new();
        int tests = 0;
        foreach (MethodInfo method in type.GetMethods())
        {
            object[] attributes = method.GetCustomAttributes(inherit: true);
            if (!attributes.OfType<ITheoryAttribute>().Any())
            {
                tests += attributes.OfType<IFactAttribute>().Count();
                continue;
            }

            foreach (IDataAttribute data in attributes.OfType<IDataAttribute>())
            {
                if (data is ITypeAwareDataAttribute member)
                {
                    member.MemberType ??= type;
                }

                tests += (await data.GetData(method, tracker)).Count;
            }
        }

        return tests;
    }
}

/// <summary>What <see cref="InstructionSetTests"/> asks of its processes before it believes the others: nowhere else does this run.</summary>
public sealed class InstructionsLeftOutTests
{
    internal const string WithoutAvx512 = "DOTNET_EnableAVX512", WithoutAvx2 = "DOTNET_EnableAVX2", WithoutAny = "DOTNET_EnableHWIntrinsic", InTheCLibrary = "GLIBC_TUNABLES";

    /// <summary>Whether the C library is the one whose instructions a setting of the environment leaves out.</summary>
    internal static bool HasGlibc => OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64 && !RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal);

    [Fact(Explicit = true)]
    public void Instructions_LeftOut_AreNotThere()
    {
        bool areThere = Environment.GetEnvironmentVariable(Instructions.Without) switch
        {
            WithoutAvx512 => Avx512F.IsSupported,
            WithoutAvx2 => Avx2.IsSupported,
            WithoutAny => Vector128.IsHardwareAccelerated,

            // A number whose logarithm glibc rounds to another double without them.
            InTheCLibrary => Math.Log(0.09792) == -2.323604460218121,
            var other => throw new InvalidOperationException($"{Instructions.Without} is {other}."),
        };
        areThere.Should().BeFalse();
    }
}
