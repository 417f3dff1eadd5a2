using System.Collections.Concurrent;
using System.Numerics;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace ShallowNet.Tests;

internal delegate void PredictFunction<T>(ReadOnlySpan<T> x, Span<T> yHat);

internal delegate int PredictClassFunction<T>(ReadOnlySpan<T> x);

internal delegate void PredictClassesFunction<T>(ReadOnlySpan<T> x, Span<bool> isOf);

/// <summary>
/// A class compiled from exported source as the strictest user would: C# 12, nullable, overflow checks, every warning an error,
/// documentation demanded, and nothing but the base library to refer to.
/// </summary>
internal sealed class ExportedClass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Type type;

    public ExportedClass(string source, string name = "Exported") =>
        type = ExportedClass.AssemblyOf(source).GetType(name, throwOnError: true)!;

    public int Inputs => (int)type.GetField("Inputs")!.GetRawConstantValue()!;

    public int Outputs => (int)type.GetField("Outputs")!.GetRawConstantValue()!;

    public int Classes => (int)type.GetField("Classes")!.GetRawConstantValue()!;

    public PredictFunction<T> Predict => Function<PredictFunction<T>>("Predict");

    public bool SelfTest() => Function<Func<bool>>("SelfTest")();

    public bool Has(string name) => type.GetMember(name).Length > 0;

    public TFunction Function<TFunction>(string name)
        where TFunction : Delegate =>
        type.GetMethod(name, [.. typeof(TFunction).GetMethod("Invoke")!.GetParameters().Select(parameter => parameter.ParameterType)])!.CreateDelegate<TFunction>();

    /// <summary>The parameters of each method of a name.</summary>
    public string[][] Parameters(string name) =>
        [.. type.GetMethods().Where(method => method.Name == name).Select(method => (string[])[.. method.GetParameters().Select(parameter => parameter.Name!)])];
}

/// <summary>The assemblies of exported sources; equal sources are compiled once.</summary>
internal static class ExportedClass
{
    private static readonly MetadataReference BaseLibrary = MetadataReference.CreateFromFile(typeof(object).Assembly.Location);
    private static readonly ConcurrentDictionary<string, Assembly> Compiled = [];

    public static Assembly AssemblyOf(string source) => Compiled.GetOrAdd(source, Compile);

    private static Assembly Compile(string source)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            $"Exported{Guid.NewGuid():N}",
            [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.CSharp12, DocumentationMode.Diagnose), "Exported.g.cs")],
            [BaseLibrary],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
                .WithOptimizationLevel(OptimizationLevel.Release).WithNullableContextOptions(NullableContextOptions.Enable)
                .WithGeneralDiagnosticOption(ReportDiagnostic.Error).WithWarningLevel(9999).WithOverflowChecks(true));
        using MemoryStream assembly = new();
        EmitResult result = compilation.Emit(assembly);
        result.Diagnostics.Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden).Should().BeEmpty();
        return Assembly.Load(assembly.ToArray());
    }
}
