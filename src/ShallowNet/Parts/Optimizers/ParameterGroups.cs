namespace ShallowNet;

/// <summary>The groups of parameters that have a penalty of their own in <see cref="BayesianRegularization"/>.</summary>
internal sealed class ParameterGroups
{
    private readonly List<string> names = [];
    private readonly int[] groupOf;

    /// <summary>Groups parameters by layer and role; the last layer's biases are the last group.</summary>
    /// <param name="parameters">What each array of parameters is.</param>
    /// <param name="byInput">Whether each column of W[1] is a group.</param>
    public ParameterGroups(IReadOnlyList<Parameter> parameters, bool byInput)
    {
        groupOf = new int[parameters.Sum(parameter => parameter.Length)];
        int last = parameters.Max(parameter => parameter.Layer), i = 0;
        foreach (Parameter parameter in parameters)
        {
            for (int column = 0; column < parameter.Columns; column++)
            {
                int group = parameter.IsPenalized
                    ? byInput && parameter.Layer == 1 ? GroupOf(Invariant($"{parameter}[:, {column}]")) : GroupOf(parameter.ToString())
                    : GroupOf(parameter.Role == ParameterRole.Biases && parameter.Layer < last ? "b" : parameter.ToString());
                groupOf.AsSpan(i, parameter.Rows).Fill(group);
                i += parameter.Rows;
            }
        }

        Counts = new int[names.Count];
        foreach (int group in groupOf)
        {
            Counts[group]++;
        }
    }

    /// <summary>How many groups there are.</summary>
    public int Count => names.Count;

    /// <summary>What each group is called.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>P_k, the parameters of each group.</summary>
    public int[] Counts { get; }

    /// <summary>The group of a parameter.</summary>
    public int this[int parameter] => groupOf[parameter];

    private int GroupOf(string name)
    {
        int group = names.IndexOf(name);
        if (group < 0)
        {
            group = names.Count;
            names.Add(name);
        }

        return group;
    }
}
