using System.Numerics;

namespace ShallowNet;

/// <summary>A network of MATLAB with what is done to its inputs and outputs, as something of this library is made of it.</summary>
/// <remarks>
/// MATLAB scales inputs before the first layer, and outputs after the last. A network alone cannot: W[1] and b[1] take up what is done to the inputs, and
/// W[L] and b[L] what is done to the outputs, where the last activation is the identity. The models keep a mapminmax or mapstd as their scaler.
/// </remarks>
internal sealed class MatlabModel
{
    /// <summary>A message by which one of the library's own types refuses a description is cut behind so many characters: it may quote the file.</summary>
    private const int LongestReason = 250;

    private readonly Activation[] activations;
    private readonly LinearMap[] maps;
    private readonly ProcessStep[] inputs;
    private readonly ProcessStep[] outputs;

    private MatlabModel(MatlabNetwork network)
    {
        (activations, maps) = network.Chain();
        (inputs, outputs) = (ProcessStep.Of(network.InputSettings), ProcessStep.Of(network.OutputSettings));
        CheckSizes(inputs, maps[0].Columns, "inputs");
        CheckSizes(outputs, maps[^1].Rows, "outputs");
    }

    private bool EndsInIdentity => activations[^1] == Activation.Identity;

    /// <summary>Reads a file. Whatever is wrong with it becomes a <see cref="ModelFileException"/>.</summary>
    public static TResult Read<T, TResult>(Stream stream, Func<MatlabModel, TResult> make)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Precision<T>();
        MatlabNetwork network = MatlabReader.Read(stream);
        try
        {
            return make(new MatlabModel(network));
        }
        catch (ArgumentException exception)
        {
            // A network that the library's own types refuse.
            throw new ModelFileException($"The file describes what cannot be: {FileText.Shortened(exception.Message, LongestReason)}");
        }
    }

    /// <summary>A network that takes inputs, and gives outputs, as MATLAB's does.</summary>
    public Network<T> ToNetwork<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (outputs.Length > 0 && !EndsInIdentity)
        {
            throw new ModelFileException(
                $"The outputs of a network that ends in {activations[^1]} must be as they are, but {outputs[0].Function} changes them: MlpRegressor.FromMatlab reads it.");
        }

        FoldInto(inputs);
        FoldBack(outputs);
        return MakeNetwork<T>();
    }

    /// <summary>A regressor that answers as MATLAB's network does.</summary>
    public MlpRegressor<T> ToRegressor<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (Scaler? inputScaler, ProcessStep[] otherInputs) = Separate(inputs);
        (Scaler? targetScaler, ProcessStep[] otherOutputs) = Separate(outputs);
        if (otherOutputs.Length > 0 && !EndsInIdentity)
        {
            throw new ModelFileException(
                $"The outputs of a network that ends in {activations[^1]} must be as they are, or scaled, but {otherOutputs[0].Function} changes them.");
        }

        FoldInto(otherInputs);
        FoldBack(otherOutputs);
        MlpRegressor<T> model = new(OptionsOf(inputScaler, targetScaler));
        Restore(model, inputScaler, targetScaler);
        return model;
    }

    /// <summary>A classifier with the probabilities of MATLAB's network.</summary>
    public MlpClassifier<T, TLabel> ToClassifier<T, TLabel>(IReadOnlyList<TLabel> classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLabel : notnull
    {
        CheckIsClassifier(classes.Count);
        (Scaler? inputScaler, ProcessStep[] otherInputs) = Separate(inputs);
        FoldInto(otherInputs);
        if (activations[^1] == Activation.Softmax && classes.Count == 2)
        {
            // The probability of the second class is e^z₂/(e^z₁ + e^z₂) = σ(z₂ − z₁).
            maps[^1].SubtractFirstRow();
            activations[^1] = Activation.Sigmoid;
        }

        MlpClassifier<T, TLabel> model = new(classes, OptionsOf(inputScaler, null));
        Restore(model, inputScaler, null);
        return model;
    }

    /// <summary>
    /// The scaler that inputs, or targets, pass first, for all their rows, even those that are removed before; and the steps that remain. No scaler where another
    /// step comes first.
    /// </summary>
    private static (Scaler? Scaler, ProcessStep[] Others) Separate(ProcessStep[] steps)
    {
        int place = Array.FindIndex(steps, step => step is not RemovingStep);
        if (place < 0 || steps[place] is not ScalingStep { Scaler: { } scaler })
        {
            return (null, steps);
        }

        // What was constant is so when it is scaled, too.
        RemovingStep[] before = [.. steps[..place].Cast<RemovingStep>()];
        ScalerOfRows all = before.Reverse().Aggregate(scaler, (rows, step) => rows.Spread(step));
        return (all.Make(), [.. before.Select(step => step.With(scaler.OfConstants)), .. steps[(place + 1)..]]);
    }

    private static void CheckSizes(ProcessStep[] steps, int rows, string what)
    {
        for (int i = 0; i < steps.Length; i++)
        {
            int next = i + 1 < steps.Length ? steps[i + 1].Before : rows;
            if (steps[i].After != next)
            {
                throw new ModelFileException(
                    Invariant($"The {what} must have {Require.Count(next, "row")} after {steps[i].Function}, but have {steps[i].After}."));
            }
        }
    }

    private void CheckIsClassifier(int classes)
    {
        int expected = activations[^1] == Activation.Softmax ? maps[^1].Rows
            : activations[^1] == Activation.Sigmoid && maps[^1].Rows == 1 ? 2
            : throw new ModelFileException(Invariant(
                $"A classifier must end in softmax, or in one unit of logsig, but this network ends in {Require.Count(maps[^1].Rows, "unit")} of {activations[^1]}: MlpRegressor.FromMatlab reads it."));
        if (outputs.Length > 0)
        {
            throw new ModelFileException(
                $"The outputs of a classifier must be probabilities as they are, but {outputs[0].Function} changes them: MlpRegressor.FromMatlab reads it.");
        }

        if (classes != expected)
        {
            throw new ModelFileException(Invariant($"The network must be one of {classes} classes, as were given, but is one of {expected}."));
        }
    }

    private void FoldInto(ProcessStep[] steps)
    {
        foreach (ProcessStep step in steps.Reverse())
        {
            step.FoldInto(maps[0]);
        }
    }

    private void FoldBack(ProcessStep[] steps)
    {
        foreach (ProcessStep step in steps.Reverse())
        {
            step.FoldBack(maps[^1]);
        }
    }

    private Dense[] Layers() => [.. maps.Zip(activations, (map, activation) => new Dense(map.Rows, activation))];

    private MlpOptions OptionsOf(Scaler? inputScaler, Scaler? targetScaler) => new()
    {
        HiddenLayers = Layers()[..^1],
        OutputActivation = activations[^1],
        Loss = Loss.For(activations[^1]),
        InputScaling = inputScaler?.Row.Scaling ?? Scaling.None,
        TargetScaling = targetScaler?.Row.Scaling ?? Scaling.None,
    };

    /// <summary>Gives a model its network, its scalers, and a history of no epoch: the file does not tell how MATLAB trained it.</summary>
    private void Restore<T>(MlpModel<T> model, Scaler? inputScaler, Scaler? targetScaler)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        model.Restore(MakeNetwork<T>(), new TrainingHistory([], [], StopReason.Epochs, null), inputScaler, targetScaler);

    private Network<T> MakeNetwork<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Dense[] layers = Layers();
        Network.Check<T>(maps[0].Columns, layers);
        Network<T> network = new(layers, Loss.For(layers[^1].Activation), 0, new ParameterLayout(maps[0].Columns, layers));
        for (int l = 1; l <= layers.Length; l++)
        {
            Convert(maps[l - 1].Weights, ColumnMajor.Span(network.W[l]), Invariant($"W[{l}]"));
            Convert(maps[l - 1].Biases, ColumnMajor.Span(network.b[l]), Invariant($"b[{l}]"));
        }

        return network;
    }

    private static void Convert<T>(double[] numbers, Span<T> elements, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            elements[i] = T.CreateTruncating(numbers[i]);
            if (!T.IsFinite(elements[i]))
            {
                throw new ModelFileException($"{name} must be finite with the scaling in it, but has {Require.Text(numbers[i])}, which is too large for {typeof(T).Name}.");
            }
        }
    }
}
