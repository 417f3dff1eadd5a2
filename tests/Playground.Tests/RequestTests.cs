using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;

namespace Playground.Tests;

/// <summary>Who may ask, and what is asked from outside of any session.</summary>
public sealed class RequestTests
{
    [Fact]
    public void Build_WithoutAnAddress_ListensAtLocalhostOnly()
    {
        WebApplication app = Service.Build(["--open", "false", "--HTTP_PORTS", "8080"]);
        app.Configuration["urls"].Should().Be("http://localhost:5000");
    }

    [Fact]
    public async Task Page_AndAllItNames_AreServedWithAPolicyAgainstForeignScripts()
    {
        await using RunningPlayground playground = await RunningPlayground.StartAsync();
        using HttpResponseMessage page = await playground.Client.GetAsync("/", TestContext.Current.CancellationToken);
        string text = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        page.Content.Headers.ContentType!.ToString().Should().Be("text/html; charset=utf-8");
        page.Headers.GetValues("Content-Security-Policy").Single().Should().StartWith("default-src 'none'; script-src 'self'; style-src 'self';").And.EndWith("frame-ancestors 'none'");
        page.Headers.GetValues("X-Content-Type-Options").Single().Should().Be("nosniff");
        text.Should().NotContain("http://").And.NotContain("https://");
        foreach (string file in (string[])["style.css", "app.js", "api.js", "charts.js", "colors.js", "controls.js", "network.js", "numbers.js", "panels.js", "picture.js", "plane.js", "settings.js", "icon.svg"])
        {
            using HttpResponseMessage response = await playground.Client.GetAsync($"/{file}", TestContext.Current.CancellationToken);
            response.StatusCode.Should().Be(HttpStatusCode.OK, file);
            (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().NotContain("innerHTML");
        }

        using HttpResponseMessage other = await playground.Client.GetAsync("/../appsettings.json", TestContext.Current.CancellationToken);
        other.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory, InlineData("evil.example"), InlineData("localhost.evil.example"), InlineData("127.0.0.2"), InlineData("evil.example:5000")]
    public async Task Request_ByAForeignName_IsRefused(string host)
    {
        await using RunningPlayground playground = await RunningPlayground.StartAsync();
        using HttpRequestMessage request = new(HttpMethod.Get, "/");
        request.Headers.Host = host;
        var (status, text) = await playground.SendAsync(request);
        status.Should().Be(HttpStatusCode.BadRequest);
        JsonDocument.Parse(text).RootElement.GetProperty("detail").GetString().Should().Be(
            $"The host must be one of localhost, 127.0.0.1, [::1], but is \"{host.Split(':')[0]}\". Another name of this machine is allowed by --hosts.");
    }

    [Theory, InlineData("localhost"), InlineData("LOCALHOST:1"), InlineData("[::1]:80"), InlineData("classroom.example"), InlineData("10.0.0.7:5000")]
    public async Task Request_ByANameOfThisMachine_IsAnswered(string host)
    {
        await using RunningPlayground playground = await RunningPlayground.StartAsync("--hosts", "classroom.example; 10.0.0.7");
        using HttpRequestMessage request = new(HttpMethod.Get, "/");
        request.Headers.Host = host;
        (await playground.SendAsync(request)).Status.Should().Be(HttpStatusCode.OK);
    }

    [Theory, InlineData("Origin", "http://evil.example"), InlineData("Origin", "null"), InlineData("Sec-Fetch-Site", "cross-site"), InlineData("Sec-Fetch-Site", "same-site")]
    public async Task Request_OfAForeignPage_IsRefused(string header, string value)
    {
        await using RunningPlayground playground = await RunningPlayground.StartAsync();
        foreach (var (method, path) in new[] { (HttpMethod.Post, "/sessions"), (HttpMethod.Get, "/choices") })
        {
            using HttpRequestMessage request = new(method, path);
            request.Headers.Add(header, value);
            var (status, text) = await playground.SendAsync(request);
            status.Should().Be(HttpStatusCode.Forbidden);
            text.Should().Contain("Requests must come from the playground's own page, but this one comes from another site.");
        }

        playground.Store.Count.Should().Be(0);
        using HttpRequestMessage link = new(HttpMethod.Get, "/");
        link.Headers.Add(header, value);
        (await playground.SendAsync(link)).Status.Should().Be(HttpStatusCode.OK, "a link may stand anywhere");
    }

    [Fact]
    public async Task Body_TooLarge_IsRefused()
    {
        await using RunningPlayground playground = await RunningPlayground.StartAsync();
        (await playground.PostAsync("/sessions", new string('a', Limits.MostBytes + 1))).Status.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        (await playground.PostAsync("/csv", new string('a', Limits.MostBytes + 1))).Status.Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Body_ThatIsNoText_IsRefused()
    {
        await using RunningPlayground playground = await RunningPlayground.StartAsync();
        var (status, text) = await playground.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/csv") { Content = new ByteArrayContent([0xff, 0xfe, 0x80]) });
        status.Should().Be(HttpStatusCode.BadRequest);
        text.Should().Contain("The body must be a text in UTF-8, but is not.");
    }

    [Fact]
    public async Task Choices_OfThePage_AreThoseThatSetupsMayHave()
    {
        await using RunningPlayground playground = await RunningPlayground.StartAsync();
        JsonElement choices = await playground.GetAsync("/choices");
        foreach (var (list, setting) in new[] { ("activations", "activation"), ("initializers", "init"), ("optimizers", "optimizer"), ("features", "features") })
        {
            foreach (JsonElement choice in choices.GetProperty(list).EnumerateArray())
            {
                string name = choice.GetProperty("name").GetString()!;
                SetupReader.Read($"{setting}={name}").ToString().Should().Contain($"{setting}={name}&");
            }
        }

        choices.GetProperty("data").EnumerateArray().Select(kind => kind.GetProperty("name").GetString()).Should().Equal(DataKind.All.Select(kind => kind.Name));
    }

    [Fact]
    public async Task Csv_OfClasses_BecomesPoints()
    {
        JsonElement read = await ReadAsync("length,width,kind\n1,2.5,b\n-3,4e-2,a\n0,1,c\n5,6,a\n");
        read.GetProperty("data").GetString().Should().Be("own");
        read.GetProperty("points").GetString().Should().Be("1,2.5,1;-3,0.04,0;0,1,2;5,6,0");
        read.GetProperty("classes").EnumerateArray().Select(name => name.GetString()).Should().Equal("a", "b", "c");
        read.GetProperty("columns").EnumerateArray().Select(name => name.GetString()).Should().Equal("length", "width", "kind");
        new Lab(SetupReader.Read($"data=own&points={read.GetProperty("points").GetString()}&share=0")).Network.Outputs.Should().Be(3);
    }

    [Fact]
    public async Task Csv_WithAByteOrderMark_IsReadWithoutIt() =>
        (await ReadAsync("\uFEFFx,y,label\n1,2,a\n2,3,b\n3,4,a\n4,5,b\n")).GetProperty("columns")[0].GetString().Should().Be("x");

    [Fact]
    public async Task Csv_OfFewWholeNumbers_BecomesClasses() =>
        (await ReadAsync("x;y;label\n1;2;7\n2;3;9\n3;4;7\n4;5;9\n")).GetProperty("points").GetString().Should().Be("1,2,0;2,3,1;3,4,0;4,5,1");

    [Fact]
    public async Task Csv_OfNumbers_BecomesARegression()
    {
        JsonElement read = await ReadAsync("x,y,height\n1,2,0.5\n2,3,-7.25\n3,4,9\n4,5,9\n");
        read.GetProperty("data").GetString().Should().Be("ownnumbers");
        read.GetProperty("points").GetString().Should().Be("1,2,0.5;2,3,-7.25;3,4,9;4,5,9");
        read.GetProperty("classes").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,4\n5,6\n7,8\n", "The table must have three columns (x₁, x₂ and the label), but has 2.")]
    [InlineData("a,b,c\n1,2,0\n3,4,1\n5,6,1\n", "The table must have 4 to 1000 rows, but has 3.")]
    [InlineData("a,b,c\nu,2,0\nv,4,1\nw,6,1\nu,6,1\n", "Column \"a\" must be of numbers, but is of Text.")]
    [InlineData("a,b,c\n1,2,0\n3,,1\n5,6,1\n7,8,1\n", "Column \"b\" must have no gaps, but has one in row 2.")]
    [InlineData("a,b,c\n1,2,u\n3,3,\n5,6,v\n7,8,v\n", "Column \"c\" must have no gaps, but has one in row 2.")]
    [InlineData("a,b,c\n1,2,u\n3,3,u\n5,6,u\n7,8,u\n", "Column \"c\" must have 2 to 5 classes, or numbers, but has 1 classes.")]
    [InlineData("a,b,c\n1,2,u\n3,3,v\n5,6,w\n7,8,x\n7,8,y\n7,8,z\n", "Column \"c\" must have 2 to 5 classes, or numbers, but has 6 classes.")]
    [InlineData("a,b,c\n1,2,2026-01-01\n3,3,2026-01-02\n5,6,2026-01-03\n7,8,2026-01-04\n", "Column \"c\" must be of classes or numbers, but is of Date.")]
    [InlineData("a,b,c\n1,2,u\n3e7,3,u\n5,6,v\n7,8,v\n", "points[1] must be x1,x2,label, three numbers of at most 1000000 in size, but is \"30000000,3,0\".")]
    public async Task Csv_ThatIsNoSuchTable_SaysWhatMustBe(string text, string detail)
    {
        await using RunningPlayground playground = await RunningPlayground.StartAsync();
        await playground.IsRefusedAsync("/csv", HttpStatusCode.BadRequest, detail, text);
    }

    [Theory, InlineData(""), InlineData("a,b,c\n1,2\n")]
    public async Task Csv_ThatIsNoTable_IsRefused(string text)
    {
        await using RunningPlayground playground = await RunningPlayground.StartAsync();
        (await playground.PostAsync("/csv", text)).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    private static async Task<JsonElement> ReadAsync(string text)
    {
        await using RunningPlayground playground = await RunningPlayground.StartAsync();
        var (status, answer) = await playground.PostAsync("/csv", text);
        status.Should().Be(HttpStatusCode.OK, answer);
        return JsonDocument.Parse(answer).RootElement;
    }
}
