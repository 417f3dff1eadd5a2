namespace ShallowNet.Tests;

/// <summary>The processes in which <see cref="InstructionSetTests"/> runs tests again, without the newer instructions of the processor.</summary>
internal static class Instructions
{
    /// <summary>The environment variable that says which setting of the runtime left instructions out.</summary>
    internal const string Without = "SHALLOWNET_TESTS_WITHOUT";

    /// <summary>
    /// Whether this is such a process. What the processor does in one instruction is then a call, so that tests of many samples take fewer: enough to run every
    /// path of the code, which is what may differ.
    /// </summary>
    public static bool AreLeftOut { get; } = Environment.GetEnvironmentVariable(Without) is { Length: > 0 };
}
