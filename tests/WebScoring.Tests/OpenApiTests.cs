using System.Text.Json;
using System.Text.Json.Nodes;
using MathNet.Numerics.LinearAlgebra;
using ShallowNet;

namespace WebScoring.Tests;

public sealed class OpenApiTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    [Fact]
    public async Task OpenApi_ModelOfATable_DescribesItsColumns()
    {
        await using RunningService service = await RunningService.StartAsync();
        JsonNode document = await DocumentAsync(service);
        document["openapi"]!.GetValue<string>().Should().Be("3.1.0");
        document["paths"]!.AsObject().Select(path => path.Key).Should().Equal("/predict", "/health", "/metrics");
        document["paths"]!["/predict"]!["post"]!["responses"]!.AsObject().Select(response => response.Key).Should().Equal("200", "400", "408", "413", "415");
        JsonNode row = document["components"]!["schemas"]!["Row"]!, fields = row["properties"]!;
        fields.AsObject().Select(field => field.Key).Should().Equal(Churn.Table.Columns.Select(column => column.Name));
        Is(fields["age"]!, """{"type":["number","null"],"description":"A number. null where it is not known.","examples":[45]}""");
        Is(fields["plan"]!, """
            {"type":"string","description":"A category. Known are Basic, Business, Family, Plus; others are rare or unknown.","examples":["Basic","Business","Family","Plus"]}
            """);
        fields["since"]!["type"]!.GetValue<string>().Should().Be("string");
        fields["since"]!["format"]!.GetValue<string>().Should().Be("date");
        Is(fields["last_contact"]!["type"]!, """["string","null"]""");
        Is(fields["paperless"]!["type"]!, """["boolean","null"]""");
        Is(row["required"]!, """["city","plan","since","fee","payment","support_calls"]""");
        Is(document["components"]!["schemas"]!["Answer"]!["properties"]!["label"]!["enum"]!, """["no","yes"]""");
        Is(document["components"]!["schemas"]!["Answer"]!["required"]!, """["label","probabilities","unknown"]""");
    }

    [Fact]
    public async Task OpenApi_AllReferences_LeadSomewhere()
    {
        await using RunningService service = await RunningService.StartAsync();
        JsonNode document = await DocumentAsync(service);
        string[] references = [.. References(document)];
        references.Should().NotBeEmpty();
        foreach (string reference in references)
        {
            reference.Split('/').Skip(1).Aggregate((JsonNode?)document, (node, name) => node?[name]).Should().NotBeNull(reference);
        }
    }

    [Theory, InlineData("table"), InlineData("matrix"), InlineData("nameless"), InlineData("other")]
    public async Task OpenApi_Example_IsAnswered(string model)
    {
        await using RunningService service = await RunningService.StartAsync("--model", FileOf(model));
        JsonNode document = await DocumentAsync(service);
        string example = document["paths"]!["/predict"]!["post"]!["requestBody"]!["content"]!["application/json"]!["example"]!.ToJsonString();
        JsonElement answer = await service.PredictAsync(example);
        JsonNode schema = document["components"]!["schemas"]!["Answer"]!;
        schema["properties"]!["label"]!["enum"]!.AsArray().Select(name => name!.GetValue<string>()).Should().Contain(answer.GetProperty("label").GetString());
        answer.EnumerateObject().Select(member => member.Name).Should().Equal(schema["required"]!.AsArray().Select(name => name!.GetValue<string>()));
        if (answer.TryGetProperty("unknown", out JsonElement unknown))
        {
            unknown.GetArrayLength().Should().Be(0, "the example is of what was there in training");
        }
    }

    [Fact]
    public async Task OpenApi_ModelOfAMatrix_DescribesBothForms()
    {
        await using RunningService service = await BreastCancer.StartAsync();
        JsonNode document = await DocumentAsync(service), forms = document["components"]!["schemas"]!["Sample"]!["oneOf"]!;
        forms[0]!["minItems"]!.GetValue<int>().Should().Be(30);
        forms[1]!["properties"]!.AsObject().Select(field => field.Key).Should().Equal(BreastCancer.Names);
        document["components"]!["schemas"]!["Answer"]!["properties"]!["unknown"].Should().BeNull();
    }

    [Fact]
    public async Task OpenApi_DatesWithHoursCodesAndColumnsOfOneValue_AreDescribed()
    {
        await using RunningService service = await RunningService.StartAsync("--model", FileOf("other"));
        JsonNode fields = (await DocumentAsync(service))["components"]!["schemas"]!["Row"]!["properties"]!;
        fields["at"]!["format"]!.GetValue<string>().Should().Be("date-time");
        fields["zip"]!["type"]!.GetValue<string>().Should().Be("number");
        fields["zip"]!["description"]!.GetValue<string>().Should().StartWith("A number. Known are 1001, 2002; others");
        fields["same"]!["description"]!.GetValue<string>().Should().EndWith(" The model does not use it.");
        JsonElement answer = await service.PredictAsync("""{"row": {"at": "2025-01-05T10:00:00Z", "zip": 3003, "same": 8}}""");
        answer.GetProperty("unknown").GetRawText().Should().Be("""["zip"]""");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static void Is(JsonNode node, string json) => node.ToJsonString().Should().Be(JsonNode.Parse(json)!.ToJsonString());

    private static async Task<JsonNode> DocumentAsync(RunningService service)
    {
        using HttpResponseMessage response = await service.Client.GetAsync("/openapi.json", TestContext.Current.CancellationToken);
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/json");
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => member.Key == "$ref" ? [member.Value!.GetValue<string>()] : References(member.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };

    private string FileOf(string model)
    {
        MlpOptions quick = new() { HiddenLayers = [new Dense(2, Activation.Tanh)], Training = new() { Epochs = 2, Optimizer = new Adam(), L2 = 0, ValidationShare = 0 } };
        string path = Path.Combine(folder, "model.safetensors");
        switch (model)
        {
            case "table":
                return Churn.ModelFile;
            case "matrix":
                return BreastCancer.ModelFile;
            case "nameless":
                MlpClassifier.Fit(Matrix<float>.Build.Dense(2, 8, (i, j) => i + j), ["a", "a", "a", "a", "b", "b", "b", "b"], quick).Save(path);
                return path;
            default:
                Table table = new(
                    Column.Of("at", Enumerable.Range(0, 40).Select(j => new DateTime(2025, 1, 1).AddHours(7 * j))),
                    Column.Of("zip", Enumerable.Range(0, 40).Select(j => j % 3 == 0 ? 1001.0 : 2002.0)),
                    Column.Of("same", Enumerable.Repeat(8.0, 40)),
                    Column.Of("class", Enumerable.Range(0, 40).Select(j => j % 2 == 0 ? "a" : "b")));
                MlpClassifier.Fit(table, "class", quick with { Encoding = new() { Categories = ["zip"] } }).Save(path);
                return path;
        }
    }
}
