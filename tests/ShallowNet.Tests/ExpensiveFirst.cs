using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(ShallowNet.Tests.ExpensiveFirst))]

namespace ShallowNet.Tests;

/// <summary>Begins with the tests that take longest, so that no processor waits for them at the end.</summary>
public sealed class ExpensiveFirst : ITestCollectionOrderer
{
    private static readonly string[] First = ["InstructionSetTests", "ModelFuzzTests", "TensorFileFuzzTests", "ArchitectureTests"];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(
            collection => Array.FindIndex(First, name => collection.TestCollectionDisplayName.Contains($".{name} ", StringComparison.Ordinal)) is >= 0 and int place ? place : First.Length)];
}
