using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using ShallowNet;

namespace WebScoring.Tests;

/// <summary>What the page says of an application of one's own is compiled, and answers.</summary>
public sealed class OwnApplicationTests
{
    [Fact]
    public async Task Application_OfThePage_AnswersAsTheModel()
    {
        await using WebApplication app = OwnApplication.Build(["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Error"], Churn.ModelFile);
        await app.StartAsync(TestContext.Current.CancellationToken);
        using HttpClient client = new() { BaseAddress = new Uri(app.Urls.Single()), Timeout = TimeSpan.FromSeconds(30) };
        using HttpResponseMessage response = await client.PostAsJsonAsync("/churn", new OwnApplication.Customer(31, "Weekend"), TestContext.Current.CancellationToken);
        JsonElement answer = (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken))!;
        InputRow row = Churn.Model.Encoder!.CreateRow().Set("age", 31).Set("plan", "Weekend");
        answer.GetProperty("label").GetString().Should().Be(Churn.Model.Predict(row));
        answer.GetProperty("unknown").EnumerateArray().Select(name => name.GetString()).Should().Equal(row.Unknown).And.Contain("plan");
        (await client.GetStringAsync("/health", TestContext.Current.CancellationToken)).Should().Be("Healthy");
    }

    [Fact]
    public async Task Page_HasTheApplicationThatIsCompiled()
    {
        string source = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "OwnApplication.cs"), TestContext.Current.CancellationToken);
        string[] lines = source.Split("// The page: begin\n", 2)[1].Split("        // The page: end", 2)[0].TrimEnd('\n').Split('\n');
        string compiled = string.Join('\n', lines.Select(line => line[8..])).Replace("AddShallowNet(path)", "AddShallowNet(\"model.safetensors\")");
        string record = source.Split('\n').Single(line => line.Contains("record Customer")).Replace("internal sealed ", "").Trim();
        string readme = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "README.md"), TestContext.Current.CancellationToken);
        readme.Split("```csharp\n", 2)[1].Split("```", 2)[0].Should().Be($"{compiled}\napp.Run();\n\n{record}\n");
    }
}
