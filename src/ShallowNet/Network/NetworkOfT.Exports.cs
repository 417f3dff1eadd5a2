namespace ShallowNet;

/// <content>The network as it predicts, stage by stage, in the terms of other formats.</content>
public sealed partial class Network<T>
{
    /// <summary>Adds prediction to an ONNX graph.</summary>
    /// <param name="nodes">Receives the nodes and parameters.</param>
    /// <param name="input">The name of X, N × n_x.</param>
    /// <param name="output">The name that Ŷ, N × n_y, receives.</param>
    internal void WriteOnnx(OnnxNodes nodes, string input, string output)
    {
        for (int l = 1; l <= L; l++)
        {
            string A = l == L ? output : Invariant($"A{l}"), given = input;
            int last = Layout.Stages(l).Select(stage => stage.IsInPrediction).ToList().LastIndexOf(true);
            for (int i = 0; i <= last; i++)
            {
                given = stages[l][i].WriteOnnx(nodes, new OnnxNames(given, input, i == last ? A : null));
            }

            input = A;
        }
    }

    /// <summary>Adds prediction of one sample to exported C# source.</summary>
    /// <param name="body">Receives the statements, functions and parameters.</param>
    /// <param name="input">The span of x.</param>
    /// <returns>The span of ŷ.</returns>
    internal string WriteCSharp(CSharpBody body, string input)
    {
        for (int l = 1; l <= L; l++)
        {
            string a = body.Room(Invariant($"a{l}"), n[l]), prepared = input;
            foreach (Stage<T> stage in stages[l])
            {
                if (stage.Description.PreparesInput)
                {
                    string room = body.Room(Invariant($"a{l}Input{stage.Description.Place.Index}"), stage.Description.OutputRows);
                    stage.WriteCSharp(body, room, prepared);
                    prepared = room;
                }
                else
                {
                    stage.WriteCSharp(body, a, stage.Description.ReadsLayerInput ? input : prepared);
                }
            }

            input = a;
        }

        return input;
    }
}
