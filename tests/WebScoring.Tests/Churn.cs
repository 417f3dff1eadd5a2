using System.Text.Json;
using System.Text.Json.Nodes;
using MathNet.Numerics.LinearAlgebra;
using ShallowNet;

namespace WebScoring.Tests;

/// <summary>The table, the committed model, and the model's answers, which are those that the service must give.</summary>
internal static class Churn
{
    public static readonly string DataFile = Path.Combine(AppContext.BaseDirectory, "data", "churn.csv");

    public static readonly string ModelFile = Path.Combine(AppContext.BaseDirectory, "churn.safetensors");

    public static readonly MlpClassifier<float, string> Model = LoadedModel.Load(ModelFile).Model;

    /// <summary>The customers of next month: some have a plan or a city that the model does not know.</summary>
    public static readonly Table Table = Csv.Read(Path.Combine(AppContext.BaseDirectory, "data", "churn_new.csv"), new CsvOptions().WithKindsOf(Csv.Read(DataFile).Without("churned"))).Without("customer");

    private static readonly string[] Labels = Model.Predict(Table);

    private static readonly Matrix<float> Probabilities = Model.PredictProbability(Table);

    public static int Rows => Table.RowCount;

    /// <summary>Row j as a JSON object, gaps as null.</summary>
    public static string Row(int j) => Object(j, gaps: true, flag => flag).ToJsonString();

    /// <summary>Row j as a JSON object in another order, without its gaps, and with flags as texts.</summary>
    public static string OtherRow(int j) =>
        new JsonObject(Object(j, gaps: false, flag => flag ? "Yes" : "NO").Reverse().Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))).ToJsonString();

    /// <summary>The columns of row j that have an unknown value.</summary>
    public static string[] Unknown(int j)
    {
        InputRow row = Model.Encoder!.CreateRow();
        return [.. row.SetAll(Table.Columns.ToDictionary(column => column.Name, column => Value(column, j))).Unknown];
    }

    /// <summary>Whether an answer is, bit for bit, the model's to row j.</summary>
    public static void IsAnswer(JsonElement answer, int j)
    {
        answer.GetProperty("label").GetString().Should().Be(Labels[j]);
        answer.GetProperty("probabilities").EnumerateObject().Select(p => (p.Name, p.Value.GetSingle()))
            .Should().Equal(Model.Classes.Select((name, i) => (name, Probabilities[i, j])));
        answer.GetProperty("unknown").EnumerateArray().Select(name => name.GetString()).Should().Equal(Unknown(j));
    }

    private static JsonObject Object(int j, bool gaps, Func<bool, JsonNode> writeFlag)
    {
        JsonObject row = [];
        foreach (Column column in Table.Columns)
        {
            object? value = Value(column, j);
            if (value is not null || gaps)
            {
                row[column.Name] = value switch
                {
                    null => null,
                    double number => number,
                    bool flag => writeFlag(flag),
                    DateTime date => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                    var text => (string)text,
                };
            }
        }

        return row;
    }

    private static object? Value(Column column, int j) => column switch
    {
        NumberColumn numbers => double.IsNaN(numbers.Values[j]) ? null : numbers.Values[j],
        FlagColumn flags => flags.Values[j],
        DateColumn dates => dates.Values[j],
        _ => ((TextColumn)column).Values[j],
    };
}
