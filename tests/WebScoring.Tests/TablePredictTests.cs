using System.Net;
using System.Text.Json;
using ShallowNet;

namespace WebScoring.Tests;

/// <summary>Models of tables: rows by the names of their columns.</summary>
public sealed class TablePredictTests
{
    private const string Required = "The body must be a JSON object with \"row\" (one row) or \"rows\" (an array of rows), but ";

    private const string NoFlag = "row[\"paperless\"] must be true, false, \"yes\" or \"no\" or null, but is ";

    private const string NoDate = "row[\"since\"] must be a date such as \"2025-03-01\" or \"2025-03-01T12:30:00\" or null, but is ";

    public static TheoryData<string, string> Bodies => new()
    {
        { "", Required + "is empty." },
        { "{}", Required + "has neither." },
        { """{"features": [1]}""", Required + "has \"features\": this model was fitted to a table, and takes fields by name." },
        { """{"samples": [[1]]}""", Required + "has \"samples\": this model was fitted to a table, and takes fields by name." },
        { """{"row": [1]}""", "row must be an object of values by the names of their columns, but is an array." },
        { """{"row": null}""", "row must be an object of values by the names of their columns, but is null." },
        { """{"rows": {}}""", "rows must be an array of rows, but is an object." },
        { """{"rows": []}""", "rows must have at least one row, but is empty." },
        { """{"rows": [{}, 3]}""", "rows[1] must be an object of values by the names of their columns, but is 3." },
        { """{"row": {"plam": "Basic"}}""", "row must have no other members than the model's 11 columns, but has \"plam\"." },
        { """{"row": {"customer": "C00001"}}""", "row must have no other members than the model's 11 columns, but has \"customer\"." },
        { """{"row": {"age": 1, "age": 2}}""", "row[\"age\"] must be given once, but is given twice." },
        { """{"row": {"age": null, "age": 2}}""", "row[\"age\"] must be given once, but is given twice." },
        { """{"row": {"age": "42"}}""", "row[\"age\"] must be a number or null, but is a text." },
        { """{"row": {"age": true}}""", "row[\"age\"] must be a number or null, but is true." },
        { """{"row": {"age": [42]}}""", "row[\"age\"] must be a number or null, but is an array." },
        { """{"row": {"age": -1e999}}""", "row[\"age\"] must be a number of at most 1.8e308 in size, but is -1e999." },
        { """{"row": {"plan": 5}}""", "row[\"plan\"] must be a text or null, but is 5." },
        { """{"row": {"plan": {}}}""", "row[\"plan\"] must be a text or null, but is an object." },
        { """{"row": {"plan": "\ud800"}}""", "row[\"plan\"] must be valid Unicode, but is not." },
        { """{"row": {"paperless": 1}}""", NoFlag + "1." },
        { """{"row": {"paperless": "maybe"}}""", NoFlag + "\"maybe\"." },
        { """{"row": {"since": 20250301}}""", NoDate + "20250301." },
        { """{"row": {"since": "2025-02-30"}}""", NoDate + "\"2025-02-30\"." },
        { """{"row": {"since": "01.03.2025"}}""", NoDate + "\"01.03.2025\"." },
        { """{"row": {"since": ""}}""", NoDate + "\"\"." },
        { """{"rows": [{}, {"age": "42"}]}""", "rows[1][\"age\"] must be a number or null, but is a text." },
        { """{"row": {}, "rows": []}""", "The body must have nothing beside \"row\", but has \"rows\"." },
        { """{"row": {"age": nan}}""", "row[\"age\"] is not valid JSON: *" },
        { $$"""{"rows": [{{string.Join(',', Enumerable.Repeat("{}", RequestReader.MostRows + 1))}}]}""", "rows must have at most 10000 rows, but has more." },
    };

    [Theory, MemberData(nameof(Bodies))]
    public async Task Predict_WrongBody_IsRefusedInWords(string body, string detail)
    {
        await using RunningService service = await RunningService.StartAsync();
        using HttpResponseMessage response = await service.PostAsync(body);
        await RefusalTests.IsProblemAsync(response, HttpStatusCode.BadRequest, "Bad Request", detail);
        (await service.MetricsAsync()).Should().NotContain("webscoring_unknown_values_total{");
    }

    [Fact]
    public async Task Predict_EachRowAlone_AnswersAsTheModel()
    {
        await using RunningService service = await RunningService.StartAsync();
        for (int j = 0; j < Churn.Rows; j++)
        {
            Churn.IsAnswer(await service.PredictAsync($$"""{"row": {{Churn.Row(j)}}}"""), j);
            Churn.IsAnswer(await service.PredictAsync($$"""{"row": {{Churn.OtherRow(j)}}}"""), j);
        }

        Enumerable.Range(0, Churn.Rows).SelectMany(Churn.Unknown).Should().Contain(["city", "plan"]);
    }

    [Fact]
    public async Task Predict_AllRowsAtOnce_AnswersEachInOrder()
    {
        await using RunningService service = await RunningService.StartAsync();
        IEnumerable<string> rows = Enumerable.Range(0, 100).Select(j => j % 2 == 0 ? Churn.Row(j % Churn.Rows) : Churn.OtherRow(j % Churn.Rows));
        JsonElement answer = await service.PredictAsync($$"""{"rows": [{{string.Join(',', rows)}}]}""");
        answer.GetProperty("predictions").GetArrayLength().Should().Be(100);
        foreach ((int j, JsonElement prediction) in answer.GetProperty("predictions").EnumerateArray().Index())
        {
            Churn.IsAnswer(prediction, j % Churn.Rows);
        }
    }

    [Fact]
    public async Task Predict_ColumnsThatAreAbsent_AreGaps()
    {
        await using RunningService service = await RunningService.StartAsync();
        JsonElement all = await service.PredictAsync("""{"row": {"age": 42, "city": null, "plan": null, "since": null, "fee": null, "payment": null, "support_calls": null}}""");
        JsonElement some = await service.PredictAsync("""{"row": {"age": 42}}""");
        some.GetRawText().Should().Be(all.GetRawText());
        some.GetProperty("unknown").EnumerateArray().Select(name => name.GetString()).Should().Equal("city", "plan", "since", "fee", "payment", "support_calls");
    }

    [Theory]
    [InlineData("2025-03-01T00:00"), InlineData("2025-03-01 00:00"), InlineData("2025-03-01T00:00:00"), InlineData("2025-03-01 00:00:00.25")]
    [InlineData("2025-03-01T00:00:00Z"), InlineData("2025-03-01T00:00:00.123456+05:30"), InlineData("2025-03-01T00:00-08:00"), InlineData("\\u0032025-03-01")]
    public async Task Predict_DateInAnotherForm_CountsAsItIsWritten(string date)
    {
        await using RunningService service = await RunningService.StartAsync();
        JsonElement expected = await service.PredictAsync("""{"row": {"since": "2025-03-01"}}""");
        (await service.PredictAsync($$"""{"row": {"since": "{{date}}"} }""")).GetRawText().Should().Be(expected.GetRawText());
    }

    [Fact]
    public async Task Predict_TextsOfAnyLengthAndEscaped_AreMatched()
    {
        await using RunningService service = await RunningService.StartAsync();
        JsonElement plain = await service.PredictAsync("""{"row": {"plan": "Basic"}}""");
        (await service.PredictAsync("""{"row": {"\u0070lan": "\u0042asic"}}""")).GetRawText().Should().Be(plain.GetRawText());
        JsonElement unknown = await service.PredictAsync("""{"row": {"plan": "x"}}""");
        (await service.PredictAsync($$"""{"row": {"plan": "{{new string('ø', 5000)}}"} }""")).GetRawText().Should().Be(unknown.GetRawText());
    }

    [Theory]
    [InlineData("""{"row": {"x": -1e308}}""", "row"), InlineData("""{"rows": [{"x": 3}, {"x": 1e308}]}""", "rows[1]")]
    public async Task Predict_NumberThatCannotBeScaled_IsRefused(string body, string place)
    {
        string folder = Directory.CreateTempSubdirectory().FullName, path = Path.Combine(folder, "model.safetensors");
        Table table = new(Column.Of("x", Enumerable.Range(0, 20).Select(j => (double)j)), Column.Of("class", Enumerable.Range(0, 20).Select(j => j < 10 ? "a" : "b")));
        MlpClassifier.Fit(table, "class", new MlpOptions { HiddenLayers = [], Encoding = new() { Numbers = NumberScaling.Standardize } }).Save(path);
        await using RunningService service = await RunningService.StartAsync("--model", path);
        Directory.Delete(folder, recursive: true);
        using HttpResponseMessage response = await service.PostAsync(body);
        await RefusalTests.IsProblemAsync(response, HttpStatusCode.BadRequest, "Bad Request", $"{place} must be near enough to what the model was fitted to, but a number is too large to be scaled.");
    }

    [Fact]
    public async Task Readme_CurlExample_IsAnsweredAsItSays()
    {
        string readme = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "README.md"), TestContext.Current.CancellationToken);
        string[] parts = readme.Split("--json '", 2)[1].Split('\'', 2);
        string answer = parts[1].Split("```json\n", 2)[1].Split("\n```", 2)[0];
        await using RunningService service = await RunningService.StartAsync();
        (await service.PredictAsync(parts[0])).GetRawText().Should().Be(answer);
    }
}
