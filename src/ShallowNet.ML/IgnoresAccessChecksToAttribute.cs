namespace System.Runtime.CompilerServices;

/// <summary>
/// Lets the assembly use what is internal in another one. The runtime knows the attribute by its name; the compiler is given copies of those assemblies
/// in which it is public, see OpenReferences.targets.
/// </summary>
/// <param name="assemblyName">The other assembly.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class IgnoresAccessChecksToAttribute(string assemblyName) : Attribute
{
    /// <summary>The other assembly.</summary>
    public string AssemblyName { get; } = assemblyName;
}
