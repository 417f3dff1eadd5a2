using System.Text.RegularExpressions;

namespace ShallowNet;

/// <summary>Which module of a state dict belongs to which layer, where nobody says so: only where there is no doubt.</summary>
/// <remarks>
/// Two things leave no doubt. Names that differ in numbers alone (0, 2, 4; fc1, fc2, fc10) give the order by their numbers. Other names say
/// nothing about the order, so that the shapes must: each module must have a shape that no other has, or only such as differ from it in
/// numbers alone.
/// </remarks>
internal static partial class ModuleOrder
{
    /// <summary>The modules in the order in which a sample passes through them.</summary>
    /// <param name="modules">The modules, in any order.</param>
    /// <param name="places">The network's tensors for each module, in that order.</param>
    public static IReadOnlyList<StateDictModule> Find(IReadOnlyList<StateDictModule> modules, NetworkTensor[][] places)
    {
        if (TryByNumbers(modules) is { } all)
        {
            return all;
        }

        StateDictModule[] ordered = new StateDictModule[places.Length];
        foreach (IGrouping<string, int> alike in Enumerable.Range(0, places.Length).GroupBy(p => Text(places[p][0].Shape, places[p][0].Parameter.Role == ParameterRole.Alpha)))
        {
            StateDictModule[] fitting = [.. modules.Where(module => module.Shape is { } shape && Text(shape, module.IsMix) == alike.Key)];
            if (fitting.Length != alike.Count())
            {
                throw new ModelFileException(
                    Invariant($"The state dict must have {Require.Count(alike.Count(), "module")} with {alike.Key}, but has {fitting.Length}; its modules are {FileText.Quoted([.. modules.Select(module => module.Name)])}."));
            }

            IReadOnlyList<StateDictModule> certain = TryByNumbers(fitting) ?? throw new ModelFileException(
                $"The state dict's modules {FileText.Quoted([.. fitting.Select(module => module.Name)])} fit in more than one order, and their names do not tell which: " +
                "give LoadStateDict the names of all modules in the order in which a sample passes through them, as modules: [\"…\", \"…\"].");
            foreach ((int place, StateDictModule module) in alike.Zip(certain))
            {
                ordered[place] = module;
            }
        }

        return ordered;
    }

    /// <summary>Modules whose names differ in numbers alone, in the order of these; null for other names.</summary>
    private static IReadOnlyList<StateDictModule>? TryByNumbers(IReadOnlyList<StateDictModule> modules) =>
        modules.Select(module => Number().Replace(module.Name, "0")).Distinct().Count() <= 1
        && modules.Select(module => KeyOf(module.Name)).Distinct().Count() == modules.Count
            ? [.. modules.OrderBy(module => KeyOf(module.Name), StringComparer.Ordinal)] : null;

    /// <summary>A name whose order as a text is that of its numbers: before each number stands how many digits it has.</summary>
    private static string KeyOf(string name) => Number().Replace(name, number =>
    {
        string digits = number.Value.TrimStart('0');
        return Invariant($"{digits.Length:D7}{digits}");
    });

    private static string Text(IReadOnlyList<int> shape, bool isMix) =>
        $"{FileText.Size(shape)} {(isMix ? "mixes" : shape.Count == 1 ? "averages" : "weights")}";

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();
}
