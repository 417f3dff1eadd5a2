using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ShallowNet.Tests;

/// <summary>
/// Runs tests without xunit, whose runner needs a cryptographic library, threads and processes: the C libraries, the emulators and the browsers that these are for have none. Those
/// that tests/other-platforms.sh asks for are run here; tests/WebAssembly has a program of its own for those of tests/webassembly.sh.
/// </summary>
internal static class OtherPlatforms
{
    /// <summary>What is run wherever there is no xunit.</summary>
    public static readonly IReadOnlyList<Type> Classes =
    [
        typeof(FingerprintTests), typeof(ModelFingerprintTests), typeof(TableFingerprintTests), typeof(ScalarFunctionsTests), typeof(ElementaryTests),
        typeof(NumPyRandomTests), typeof(DatasetsTests), typeof(TurnTests), typeof(KernelsInFloat), typeof(KernelsInDouble), typeof(SymmetricProductTests), typeof(CholeskyTests),
    ];

    /// <summary>The value of <see cref="Instructions.Without"/> that asks for it.</summary>
    private const string Asked = "platform";

    [ModuleInitializer]
    internal static void RunWhereAsked()
    {
        if (Environment.GetEnvironmentVariable(Instructions.Without) == Asked)
        {
            Environment.Exit(Run(Classes, (_, test) => test()));
        }
    }

    /// <summary>Runs every test of the classes; 0 if all passed.</summary>
    /// <param name="classes">What is run.</param>
    /// <param name="run">Does a test, whose name is given.</param>
    public static int Run(IEnumerable<Type> classes, Action<string, Action> run)
    {
        int passed = 0, failed = 0;
        foreach (Type type in classes)
        {
            foreach ((MethodInfo method, object?[] arguments) in Tests(type))
            {
                Trace.Assert(method.ReturnType == typeof(void), $"{method.Name} must return nothing, since nobody waits here.");
                string name = $"{type.Name}.{method.Name}({string.Join(", ", arguments)})";
                try
                {
                    run(name, () => method.Invoke(Activator.CreateInstance(type), arguments));
                    passed++;
                }
                catch (TargetInvocationException e)
                {
                    failed++;
                    Console.WriteLine($"{name}: {e.InnerException!.Message}");
                }
            }
        }

        Console.WriteLine(FormattableString.Invariant($"{passed} passed, {failed} failed"));
        return failed == 0 && passed > 100 ? 0 : 1;
    }

    private static IEnumerable<(MethodInfo Method, object?[] Arguments)> Tests(Type type)
    {
        foreach (MethodInfo method in type.GetMethods().Where(method => method.IsDefined(typeof(FactAttribute))))
        {
            if (method.GetParameters().Length == 0)
            {
                yield return (method, []);
            }

            foreach (InlineDataAttribute data in method.GetCustomAttributes<InlineDataAttribute>())
            {
                yield return (method, data.Data);
            }

            foreach (MemberDataAttribute data in method.GetCustomAttributes<MemberDataAttribute>())
            {
                foreach (ITheoryDataRow row in (IEnumerable<ITheoryDataRow>)type.GetProperty(data.MemberName)!.GetValue(null)!)
                {
                    yield return (method, row.GetData());
                }
            }
        }
    }
}
