using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace WebScoring.Tests;

/// <summary>The program as it is started and stopped from outside.</summary>
public sealed class ProcessTests : IDisposable
{
    private const string AnyPort = "http://127.0.0.1:0";

    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    private Process? started;

    [Fact]
    public async Task Start_NoSuchModel_EndsWithOneLineAndOne()
    {
        string path = Path.Combine(folder, "none.safetensors");
        (await RunAsync("--model", path)).Should().Be((1, $"Could not find file '{path}'.\n"));
    }

    [Fact]
    public async Task Start_BrokenModel_EndsWithOneLineAndOne()
    {
        string path = Path.Combine(folder, "broken.safetensors");
        await File.WriteAllBytesAsync(path, [1, 2, 3], TestContext.Current.CancellationToken);
        (await RunAsync("--model", path)).Should().Be(
            (1, $"{path} cannot be loaded. The file must begin with the length of its header in 8 bytes, but has 3 bytes.\n"));
    }

    [Fact]
    public async Task Start_PortTaken_EndsWithOneLineAndOne()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        string address = $"http://{taken.LocalEndpoint}";
        (await RunAsync("--urls", address)).Should().Be((1, $"Failed to bind to address {address}: address already in use.\n"));
    }

    [Theory, InlineData("x"), InlineData("-1"), InlineData("3601"), InlineData("NaN")]
    public async Task Start_DrainThatIsNoTime_EndsWithOneLineAndOne(string drain) =>
        (await RunAsync("--drain", drain)).Should().Be((1, $"--drain must be a number of seconds from 0 to 3600, but is {drain}.\n"));

    [Fact]
    public async Task Start_ReloadThatIsNoTime_EndsWithOneLineAndOne() =>
        (await RunAsync("--reload", "-1")).Should().Be((1, "--reload must be a number of seconds from 0 to 3600, but is -1.\n"));

    [Fact]
    public async Task Start_UnknownCommand_EndsWithOneLineAndOne()
    {
        Process process = Start(["trian", "a.csv", "b.safetensors"]);
        (await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)).Should().Be(
            $"The first argument must be train, or a setting such as --model, but is trian.{Environment.NewLine}");
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.Should().Be(1);
    }

    [Fact]
    public async Task Start_ModelNamedByTheEnvironment_IsTaken()
    {
        Process process = Start(["--urls", AnyPort], ("WebScoring__Model", folder));
        (await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)).Should().Contain(folder);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.Should().Be(1);
    }

    [Fact]
    public async Task Start_AddressOfTheEnvironment_IsListenedAt()
    {
        Process process = Start([], ("ASPNETCORE_URLS", AnyPort));
        Uri address = await AddressAsync(process);
        address.Port.Should().NotBe(5000);
        using HttpClient client = new() { BaseAddress = address };
        (await client.GetStringAsync("/health", TestContext.Current.CancellationToken)).Should().Contain("\"status\":\"ready\"");
    }

    [Fact]
    public async Task Terminate_RequestRunning_TurnsUnhealthyFinishesItAndEndsWithZero()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        CancellationToken token = TestContext.Current.CancellationToken;
        Process process = Start(["--urls", AnyPort, "--drain", "1.5"]);
        Uri address = await AddressAsync(process);
        using HttpClient client = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(20) };
        byte[] body = Encoding.ASCII.GetBytes($"{{\"row\": {Churn.Row(0)}}}");
        using TcpClient running = new();
        await running.ConnectAsync(IPAddress.Loopback, address.Port, token);
        await running.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /predict HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {body.Length}\r\n\r\n"), token);
        await running.GetStream().WriteAsync(body.AsMemory(0, 20), token);
        while (!(await client.GetStringAsync("/metrics", token)).Contains("webscoring_requests_in_flight 1\n", StringComparison.Ordinal))
        {
            await Task.Delay(5, token);
        }

        using (Process kill = Process.Start("kill", ["-TERM", $"{process.Id}"]))
        {
            await kill.WaitForExitAsync(token);
        }

        HttpStatusCode health;
        do
        {
            using HttpResponseMessage response = await client.GetAsync("/health", token);
            health = response.StatusCode;
        }
        while (health == HttpStatusCode.OK);
        health.Should().Be(HttpStatusCode.ServiceUnavailable);

        while (await IsListeningAsync(address.Port, token))
        {
            await Task.Delay(20, token);
        }

        await running.GetStream().WriteAsync(body.AsMemory(20), token);
        using StreamReader answer = new(running.GetStream());
        (await answer.ReadToEndAsync(token)).Should().StartWith("HTTP/1.1 200 OK\r\n").And.Contain("\"unknown\":[");
        await process.WaitForExitAsync(token);
        process.ExitCode.Should().Be(0);
        (await process.StandardError.ReadToEndAsync(token)).Should().BeEmpty();
    }

    public void Dispose()
    {
        // A test that fails leaves its program running.
        started?.Kill();
        started?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<bool> IsListeningAsync(int port, CancellationToken token)
    {
        try
        {
            using TcpClient client = new();
            await client.ConnectAsync(IPAddress.Loopback, port, token);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>How a start that fails ends, and all that is told of it.</summary>
    private async Task<(int ExitCode, string Told)> RunAsync(params string[] arguments)
    {
        Process process = Start(["--urls", AnyPort, .. arguments]);
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string told = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken) + await output;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, told.ReplaceLineEndings("\n"));
    }

    private Process Start(string[] arguments, params (string Name, string Value)[] environment)
    {
        string program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "WebScoring.exe" : "WebScoring");
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        started = Process.Start(start)!;
        return started;
    }

    private static async Task<Uri> AddressAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Split("Now listening on: ") is [_, var address])
            {
                return new Uri(address);
            }
        }

        throw new InvalidOperationException("The service ended before it listened.");
    }
}
