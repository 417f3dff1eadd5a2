using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Playground.Tests;

/// <summary>The program as it is started from outside.</summary>
public sealed class ProcessTests
{
    [Theory]
    [InlineData("The arguments must be settings such as --urls, but the first is start.", "start")]
    [InlineData("--sessions must be a number from 1 to 1000, but is 0.", "--sessions", "0")]
    [InlineData("--idle must be a number from 0.1 to 86400, but is x.", "--idle", "x")]
    [InlineData("--time must be a number from 0.1 to 604800, but is NaN.", "--time", "NaN")]
    public async Task Start_WrongArguments_EndsWithOneLineAndOne(string told, params string[] arguments) => (await RunAsync(arguments)).Should().Be((1, $"{told}\n"));

    [Fact]
    public async Task Start_PortTaken_EndsWithOneLineAndOne()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        string address = $"http://{taken.LocalEndpoint}";
        (await RunAsync("--urls", address)).Should().Be((1, $"Failed to bind to address {address}: address already in use.\n"));
    }

    private static async Task<(int ExitCode, string Told)> RunAsync(params string[] arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Playground.exe" : "Playground");
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string told = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken) + await output;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, told.ReplaceLineEndings("\n"));
    }
}
