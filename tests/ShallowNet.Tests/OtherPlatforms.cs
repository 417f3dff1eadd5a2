using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ShallowNet.Tests;

/// <summary>
/// Runs the tests that tests/other-platforms.sh asks for without xunit, whose runner needs a cryptographic library: the C libraries and emulators that these are for have none.
/// </summary>
internal static class OtherPlatforms
{
    /// <summary>The value of <see cref="Instructions.Without"/> that asks for it.</summary>
    private const string Asked = "platform";

    private static readonly Type[] Classes =
    [
        typeof(FingerprintTests), typeof(ModelFingerprintTests), typeof(TableFingerprintTests), typeof(ScalarFunctionsTests), typeof(ElementaryTests),
        typeof(NumPyRandomTests), typeof(DatasetsTests), typeof(TurnTests), typeof(KernelsInFloat), typeof(KernelsInDouble), typeof(SymmetricProductTests), typeof(CholeskyTests),
    ];

    [ModuleInitializer]
    internal static void RunWhereAsked()
    {
        if (Environment.GetEnvironmentVariable(Instructions.Without) == Asked)
        {
            Environment.Exit(Run());
        }
    }

    private static int Run()
    {
        int passed = 0, failed = 0;
        foreach (Type type in Classes)
        {
            foreach ((MethodInfo method, object?[] arguments) in Tests(type))
            {
                try
                {
                    Trace.Assert(method.ReturnType == typeof(void), $"{method.Name} must return nothing, since nobody waits here.");
                    method.Invoke(Activator.CreateInstance(type), arguments);
                    passed++;
                }
                catch (TargetInvocationException e)
                {
                    failed++;
                    Console.WriteLine($"{type.Name}.{method.Name}({string.Join(", ", arguments)}): {e.InnerException!.Message}");
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
