using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ShallowNet;

namespace Playground.Tests;

/// <summary>The program that the page shows, compiled and run as a console program of its own.</summary>
public sealed class ProgramTests
{
    private static readonly string[] Library = [typeof(Network).Assembly.Location, typeof(MathNet.Numerics.LinearAlgebra.Matrix<double>).Assembly.Location];

    /// <summary>What the console program may refer to: .NET and the library, and not what the tests have beside it.</summary>
    private static readonly MetadataReference[] References =
    [
        .. ((string[])["System.Private.CoreLib", "System.Runtime", "System.Console", "System.Linq", "System.Collections", "System.Memory", "System.Runtime.Numerics", "System.Security.Cryptography", "netstandard"])
            .Select(name => Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, $"{name}.dll")).Concat(Library).Select(file => MetadataReference.CreateFromFile(file)),
    ];

    [Theory]
    [InlineData("data=flower&samples=400&noise=0&features=x1,x2&layers=4&optimizer=gd&rate=1.2&batch=0&init=small&share=0&seed=1", 100)]
    [InlineData("data=moons&samples=200&noise=0.2&optimizer=momentum&rate=0.05&layers=5,3&activation=relu&l2=0.1", 40)]
    [InlineData("data=circles&samples=300&features=x1sq,x2sq&layers=&optimizer=rmsprop&l1=0.03", 30)]
    [InlineData("data=spirals&samples=200&layers=8,8&optimizer=lm&share=0.3", 25)]
    [InlineData("data=spirals3&samples=150&layers=8&optimizer=adam&batch=10&activation=gelu&init=he", 30)]
    [InlineData("data=xor&samples=200&noise=0.15&optimizer=lbfgs&activation=sigmoid&init=xavier", 40)]
    [InlineData("data=plane&samples=100&noise=0.3&activation=leaky&loss=huber&scale=1", 20)]
    [InlineData("data=saddle&samples=100&features=x1,x2,x1x2,x1sq,x2sq,sin1,sin2&scale=1&share=0", 20)]
    [InlineData("data=hill&samples=120&loss=absolute&noise=0&dataSeed=5&seed=8", 20)]
    [InlineData("data=waves&samples=220&optimizer=lm&layers=12", 60)]
    [InlineData("data=own&points=-1,-1,0;1,1.5,0;-1E-05,1,1;1,-1,1;0.5,0.25,1&batch=2&share=0", 50)]
    [InlineData("data=own&points=-1,-1,0;1,1,2;-1,1,1;1,-1,1;2,2,2;3,3,0;-2,2,1&share=0.3&loss=squared", 50)]
    [InlineData("data=ownnumbers&points=-1,-1,-7.25;1,1,3;-1,1,1;1,-1,0.1&share=0&optimizer=lbfgs", 50)]
    [InlineData("data=circles&init=zeros&activation=identity&layers=2,2,2,2", 5)]
    [InlineData("data=moons", 0)]
    public async Task Program_OfATraining_PrintsTheSameCostAndHash(string setup, int epochs)
    {
        Lab lab = LabTests.Trained(setup, epochs);
        (await RunAsync(ProgramText.Of(lab, isInClone: false))).Should().Be(Printed(lab));
    }

    [Fact]
    public async Task Program_OfAConvergedTraining_PrintsTheSameCostAndHash()
    {
        Lab lab = LabTests.Trained("data=plane&noise=0.2&optimizer=lm&layers=2&samples=100", 2000);
        lab.End.Should().StartWith("Converged");
        (await RunAsync(ProgramText.Of(lab, isInClone: true))).Should().Be(Printed(lab));
    }

    [Fact]
    public void Program_ForAClone_RefersToTheProjectInsteadOfThePackage()
    {
        Lab lab = new(SetupReader.Read(""));
        ProgramText.Of(lab, isInClone: true).Should().StartWith("#:project ../src/ShallowNet/ShallowNet.csproj\n");
        ProgramText.Of(lab, isInClone: false).Should().StartWith("#:package ShallowNet@0.1.0\n");
    }

    private static string Printed(Lab lab) => RunningPlayground.Invariant($"J {lab.Cost:R}\nparameters {Frame.Hash(lab.Network)}\n");

    /// <summary>Compiles a program as the SDK does a file, runs it in a process of its own, and returns what it prints.</summary>
    internal static async Task<string> RunAsync(string text)
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            CSharpParseOptions options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest).WithFeatures([KeyValuePair.Create("FileBasedProgram", "true")]);
            CSharpCompilation compilation = CSharpCompilation.Create(
                "program", [CSharpSyntaxTree.ParseText(text, options)], References,
                new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
            string program = Path.Combine(folder, "program.dll");
            compilation.Emit(program).Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Should().BeEmpty(text);
            Array.ForEach(Library, file => File.Copy(file, Path.Combine(folder, Path.GetFileName(file))));
            await File.WriteAllTextAsync(
                Path.Combine(folder, "program.runtimeconfig.json"),
                "{\"runtimeOptions\":{\"tfm\":\"net10.0\",\"framework\":{\"name\":\"Microsoft.NETCore.App\",\"version\":\"" + Environment.Version + "\"}}}");
            ProcessStartInfo start = new("dotnet", ["exec", program])
            {
                RedirectStandardOutput = true, RedirectStandardError = true,
            };
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            (await errors).Should().BeEmpty();
            return output.ReplaceLineEndings("\n");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
