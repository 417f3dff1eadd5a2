namespace ShallowNet.Tests;

/// <summary>
/// Tests that no other test may run beside: those that take the console, and those that count allocations, among which
/// would be what the runtime allocates when another thread calls a generic virtual method for the first time.
/// </summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;
