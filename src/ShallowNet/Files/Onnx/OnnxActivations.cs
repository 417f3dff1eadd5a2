namespace ShallowNet;

/// <summary>The library's activations as nodes of ONNX.</summary>
internal static class OnnxActivations
{
    /// <summary>Adds A = g(Z).</summary>
    /// <param name="graph">Receives the nodes.</param>
    /// <param name="activation">g.</param>
    /// <param name="z">The name of Z, N × n.</param>
    /// <param name="a">The name of A.</param>
    /// <param name="l">The layer.</param>
    /// <exception cref="NotSupportedException">ONNX cannot know the activation.</exception>
    public static void Add(OnnxGraph graph, Activation activation, string z, string a, int l)
    {
        switch (activation)
        {
            case Identity:
                graph.Node("Identity", a, z);
                break;
            case Sigmoid:
                graph.Node("Sigmoid", a, z);
                break;
            case Tanh:
                graph.Node("Tanh", a, z);
                break;
            case ReLU:
                graph.Node("Relu", a, z);
                break;
            case LeakyReLU leaky:
                graph.Node("LeakyRelu", a, [z], OnnxGraph.Attribute("alpha", leaky.Slope));
                break;
            case ELU elu:
                graph.Node("Elu", a, [z], OnnxGraph.Attribute("alpha", elu.Alpha));
                break;
            case Softplus:
                graph.Node("Softplus", a, z);
                break;
            case Exponential:
                graph.Node("Exp", a, z);
                break;
            case Softmax:
                graph.Node("Softmax", a, [z], OnnxGraph.Attribute("axis", 1));
                break;
            case SiLU:
                graph.Node("Mul", a, z, graph.Node("Sigmoid", $"sigmoid{l}", z));
                break;
            case GELU:
                // ½z(1 + erf(z/√2))
                graph.Node("Div", $"scaled{l}", z, graph.Scalar("root2", Math.Sqrt(2)));
                Half(graph, z, graph.Node("Erf", $"erf{l}", $"scaled{l}"), a, l);
                break;
            case GELUTanh:
                // ½z(1 + tanh(√(2/π)(z + 0.044715z³)))
                graph.Node("Mul", $"square{l}", z, z);
                graph.Node("Mul", $"cube{l}", $"square{l}", z);
                graph.Node("Mul", $"cubic{l}", $"cube{l}", graph.Scalar("cubic", 0.044715));
                graph.Node("Add", $"inner{l}", z, $"cubic{l}");
                graph.Node("Mul", $"scaled{l}", $"inner{l}", graph.Scalar("root2OverPi", Math.Sqrt(2 / Math.PI)));
                Half(graph, z, graph.Node("Tanh", $"tanh{l}", $"scaled{l}"), a, l);
                break;
            default:
                throw new NotSupportedException(
                    $"The activations must be the library's own to be exported to ONNX, but that of layer {l} is {activation}.");
        }
    }

    /// <summary>Adds A = ½z(1 + f), in the order in which ONNX Runtime knows it for one operation.</summary>
    private static void Half(OnnxGraph graph, string z, string f, string a, int l)
    {
        graph.Node("Add", $"plus1_{l}", f, graph.Scalar("one", 1));
        graph.Node("Mul", $"product{l}", z, $"plus1_{l}");
        graph.Node("Mul", a, $"product{l}", graph.Scalar("half", 0.5));
    }
}
