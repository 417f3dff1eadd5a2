using System.Text;

namespace ShallowNet;

/// <content>The members that only the class of a model of a table has: predictions of rows, a parameter for each column.</content>
internal sealed partial class CSharpExport<T>
{
    private CSharpColumns<T>? columns;

    /// <summary>What makes features of the columns of a table; null for a model of a matrix, and a network.</summary>
    public TableEncoder? Encoder { get; init; }

    private void AddRowMembers()
    {
        if (Encoder is null)
        {
            return;
        }

        columns = new CSharpColumns<T>(Encoder, statements);
        (string declare, string giveBack) = DeclareSpan("x", network.Inputs);
        declare = $"{declare}\nEncode({columns.Arguments}, x);";
        if (Classes is null && network.Outputs == 1)
        {
            Member(RowMethod($"{Real} Predict", "The prediction for one row.", "", "", $$"""
                {{declare}}
                Span<{{Real}}> yHat = stackalloc {{Real}}[1];
                Predict(x, yHat);{{giveBack}}
                return yHat[0];
                """));
        }
        else if (Classes is null)
        {
            string documentation = $"\n/// <param name=\"yHat\">Receives the predictions, {Require.Count(network.Outputs, "element")}.</param>";
            Member(RowMethod("void Predict", "The predictions for one row.", documentation, $",\n    Span<{Real}> yHat", $$"""
                {{declare}}
                Predict(x, yHat);{{giveBack}}
                """));
        }
        else
        {
            string documentation = $"\n/// <param name=\"probabilities\">Receives the probabilities, {Require.Count(Classes.Names.Length, "element")}, in the order of <see cref=\"ClassName\"/>.</param>";
            Member(RowMethod("void PredictProbability", "The probability of every class for one row.", documentation, $",\n    Span<{Real}> probabilities", $$"""
                {{declare}}
                PredictProbability(x, probabilities);{{giveBack}}
                """));
            Member(Classes.AreExclusive ? ClassOfRow(declare, giveBack) : ClassesOfRow(declare, giveBack));
        }

        foreach (string member in columns.Members)
        {
            Member(member);
        }
    }

    private string ClassOfRow(string declare, string giveBack) => RowMethod(
        "int PredictClass", SummaryOfClass("row"), "\n/// <returns>The number, from 0 on; <see cref=\"ClassName\"/> gives the name.</returns>", "", $$"""
            {{declare}}
            int best = PredictClass(x);{{giveBack}}
            return best;
            """);

    private string ClassesOfRow(string declare, string giveBack) => RowMethod(
        "void PredictClasses", "The classes of one row: those whose probability is greater than 0.5.",
        $"\n/// <param name=\"isOf\">Receives for each class whether the row is of it, {Require.Count(network.Outputs, "element")}, in the order of <see cref=\"ClassName\"/>.</param>", ",\n    Span<bool> isOf", $$"""
            {{declare}}
            PredictClasses(x, isOf);{{giveBack}}
            """);

    private string RowMethod(string declaration, string summary, string documentation, string parameter, string body) => $$"""
        /// <summary>{{summary}}</summary>
        {{columns!.Documentation}}{{documentation}}
        /// <exception cref="global::System.ArgumentException">A number is infinite, or too far from those of the training{{(parameter.Length > 0 ? ", or what receives the answers has the wrong length" : "")}}.</exception>
        public static {{declaration}}(
            {{columns.Parameters}}{{parameter}})
        {
            {{Indented(body)}}
        }
        """;

    /// <summary>Adds the rows of the self-test.</summary>
    /// <returns>The statements that compare the answers to them.</returns>
    private string AddTestRows()
    {
        if (Encoder is null)
        {
            return "";
        }

        StringBuilder cases = new();
        List<T> outputs = [];
        int row = 0;
        T[] yHat = new T[network.Outputs];
        foreach ((string arguments, T[] features) in new CSharpTestRows(Encoder).Of<T>())
        {
            cases.Append($"        case {Text(row++)}:\n            Encode({arguments}, x);\n            break;\n");
            network.Predict(features, yHat);
            OutputScaler?.Inverse<T>(yHat, yHat);
            outputs.AddRange(yHat);
        }

        statements.Constant<T>("testRowOutputs", outputs.ToArray());
        Member($$"""
            // Makes the features of a row of the self-test.
            private static void EncodeTestRow(int row, Span<{{Real}}> x)
            {
                switch (row)
                {
            {{cases.ToString().TrimEnd('\n')}}
                }
            }
            """);
        (string declare, string giveBack) = DeclareSpan("x", network.Inputs);
        return $$"""

            {{declare}}
            for (int j = 0; j < {{Text(row)}}; j++)
            {
                EncodeTestRow(j, x);
                Predict(x, yHat);
                {{Indented(Compare("testRowOutputs"))}}
            }{{giveBack}}
            """;
    }
}
