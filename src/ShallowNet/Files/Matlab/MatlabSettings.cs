namespace ShallowNet;

/// <summary>A function that MATLAB applies to inputs or targets, with its settings, as a file has it.</summary>
/// <param name="function">What MATLAB calls it, such as mapminmax.</param>
internal sealed class MatlabSettings(string function)
{
    private readonly Dictionary<string, MatlabNumbers> numbers = [];

    public string Function => function;

    /// <summary>Whether MATLAB found that it changes nothing, and does not apply it.</summary>
    public bool ChangesNothing => Find("no_change") is { } setting && setting.Number() != 0;

    /// <summary>The setting of that name.</summary>
    public MatlabNumbers this[string name] =>
        Find(name) ?? throw new ModelFileException($"The settings of {function} must have {name}, but have none.");

    /// <summary>The setting of that name; null where there is none.</summary>
    public MatlabNumbers? Find(string name) => numbers.GetValueOrDefault(name);

    /// <summary>Adds a setting; false where it is there already.</summary>
    public bool Add(string name, MatlabNumbers setting) => numbers.TryAdd(name, setting);
}
