using ShallowNet.Kernels;

namespace ShallowNet;

/// <content>The equations, layer by layer.</content>
internal sealed partial class CSharpExport<T>
{
    /// <summary>The elements of all layers, and of the scaled inputs.</summary>
    private int WorkLength() => network.Layers.Sum(layer => layer.Units) + (InputScaler is null ? 0 : network.Inputs);

    /// <summary>The statements that compute yHat; what they need is added to the functions and constants.</summary>
    private string[] Body()
    {
        List<string> spans = [], body = [];
        int used = 0;
        string previous = "x";
        if (InputScaler is not null)
        {
            previous = Take("a0", network.Inputs);
            body.Add(Call("Scale", "x", ScalerOf("input", InputScaler), previous));
        }

        for (int l = 1; l <= network.L; l++)
        {
            Dense layer = network.Layers[l];
            string a = Take($"a{Text(l)}", layer.Units);
            int inputs = network.Layout.n[l - 1];
            string affine = layer.Units <= Products.FewUnits && inputs > Products.FewInputs ? "AffineInLanes" : "Affine";
            body.Add(Call(affine, Constant<T>($"W{Text(l)}", network.Parameters.Of(l, ParameterRole.Weights)), Constant<T>($"b{Text(l)}", network.Parameters.Of(l, ParameterRole.Biases)), previous, a));
            if (layer.BatchNormalization is { } normalization)
            {
                body.Add(Call(
                    "Normalize", a, Constant<T>($"mean{Text(l)}", network.Averages.Of(l, ParameterRole.RunningMean)), Constant<T>($"inverse{Text(l)}", Inverses(l, normalization.Epsilon)),
                    Constant<T>($"gamma{Text(l)}", network.Parameters.Of(l, ParameterRole.Gamma)), Constant<T>($"beta{Text(l)}", network.Parameters.Of(l, ParameterRole.Beta))));
            }

            AddActivation(layer.Activation, l, a, body);
            if (layer.Residual)
            {
                body.Add(Call("AddTo", a, previous));
            }

            previous = a;
        }

        if (OutputScaler is not null)
        {
            body.Add(Call("Unscale", previous, ScalerOf("output", OutputScaler)));
        }

        return [.. spans, .. body, $"{previous}.CopyTo(yHat);"];

        string Take(string name, int count)
        {
            spans.Add($"Span<{Real}> {name} = work.Slice({Text(used)}, {Text(count)});");
            used += count;
            return name;
        }
    }

    private void AddActivation(Activation activation, int l, string a, List<string> body)
    {
        CSharpFunction function = activation.CSharp ?? throw new NotSupportedException(
            $"An activation to be exported as C# source must be one of the library's, but that of layer {l} is {activation}.");
        if (function != CSharpFunction.None)
        {
            body.Add(function.Argument is { } argument
                ? Call(function.Name, a, CSharpText.Literal(T.CreateTruncating(argument))) : Call(function.Name, a));
        }
    }

    private string Call(string function, params string[] arguments)
    {
        functions.Add(function);
        return $"{function}({string.Join(", ", arguments)});";
    }

    private string ScalerOf(string name, Scaler scaler)
    {
        (double[] offsets, double[] units, double width, double lower) = scaler.Line;
        return $"{Constant<double>($"{name}Offsets", offsets)}, {Constant<double>($"{name}Units", units)}, {CSharpText.Literal(width)}, {CSharpText.Literal(lower)}";
    }

    /// <summary>1/√(σ² + ε), as <see cref="Normalization.Apply"/> has it.</summary>
    private T[] Inverses(int l, double ε)
    {
        T[] inverses = new T[network.Layout.n[l]];
        for (int i = 0; i < inverses.Length; i++)
        {
            T mean = network.Averages.Of(l, ParameterRole.RunningMean)[i], variance = network.Averages.Of(l, ParameterRole.RunningVariance)[i];
            inverses[i] = T.One / T.Sqrt(variance + T.CreateTruncating(ε));
            if (!T.IsFinite(mean) || !T.IsFinite(variance) || !T.IsFinite(inverses[i]))
            {
                throw new InvalidOperationException(
                    $"The running averages must be finite, and variances not negative, to be exported, but unit {i} of layer {l} has the mean {Require.Text(double.CreateTruncating(mean))} and the variance {Require.Text(double.CreateTruncating(variance))}.");
            }
        }

        return inverses;
    }
}
