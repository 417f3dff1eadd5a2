using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Cluster;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ShallowNet.Orleans.Tests;

/// <summary>With certificates, silos and clients of the sample let in those alone that have one of the same authority.</summary>
public sealed class CertificateTests : IAsyncDisposable
{
    /// <summary>Within this time, a silo with the right certificate has joined; see <see cref="Silo_WithACertificateOfTheAuthority_JoinsAndTheClientReachesIt"/>.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(6);

    private readonly Authority authority = new("ours"), stranger = new("theirs");
    private readonly List<IHost> hosts = [];
    private readonly Processes processes = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silo_WithACertificateOfTheAuthority_JoinsAndTheClientReachesIt()
    {
        await StartFirst();
        await Start(1, "--certificates", authority.Sign()).WaitAsync(Long, Token);

        using IHost client = await Hosts.Connect(Arguments("train", "name", "--certificates", authority.Sign()), Token);

        (await Members(client)).Should().Be(2);
        await client.StopAsync(Token);
    }

    [Fact]
    public async Task Silo_WithoutACertificateOrWithOneOfAnotherAuthority_IsRefused()
    {
        await StartFirst();

        Task without = Start(1), withAnother = Start(2, "--certificates", stranger.Sign());

        await Task.WhenAny(without, withAnother, Task.Delay(Long, Token));
        (without.IsCompletedSuccessfully, withAnother.IsCompletedSuccessfully).Should().Be((false, false));
        using IHost client = await Hosts.Connect(Arguments("train", "name", "--certificates", authority.Sign()), Token);
        (await Members(client)).Should().Be(1);
        await client.StopAsync(Token);
    }

    [Fact]
    public async Task Client_WithoutACertificateOrWithOneOfAnotherAuthority_IsRefused()
    {
        await StartFirst();
        using CancellationTokenSource patience = new(Long);

        Task[] connecting = [.. new string[][] { [], ["--certificates", stranger.Sign()] }.Select(certificates => Hosts.Connect(Arguments(["train", "name", .. certificates]), patience.Token))];

        foreach (Task one in connecting)
        {
            await one.Awaiting(task => task).Should().ThrowAsync<OperationCanceledException>();
        }
    }

    [Fact]
    public async Task Connection_OfOneWhoTrustsAnybodyButHasNoGoodCertificate_IsClosedByTheSilo()
    {
        await StartFirst();

        (await IsClosed(null)).Should().BeTrue();
        (await IsClosed(stranger.Sign())).Should().BeTrue();
        (await IsClosed(authority.Sign())).Should().BeFalse();
    }

    [Fact]
    public void Certificate_ThatIsNotOfTheAuthorityOrOutOfDate_IsRefusedAtTheStart()
    {
        string other = stranger.Sign(trusted: authority), old = authority.Sign(days: 1);

        foreach (string folder in new[] { other, old })
        {
            FluentActions.Invoking(() => new Certificates(folder)).Should().Throw<ArgumentException>()
                .WithMessage($"{folder} must have a certificate tls.crt that ca.crt has signed and that is not out of date, but it is another.*").WithParameterName("folder");
        }

        FluentActions.Invoking(() => new Certificates(authority.Sign())).Should().NotThrow();
    }

    public async ValueTask DisposeAsync()
    {
        // A silo that never joined cannot say goodbye.
        using CancellationTokenSource now = new(TimeSpan.FromSeconds(1));
        foreach (IHost host in Enumerable.Reverse(hosts))
        {
            await host.StopAsync(now.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            host.Dispose();
        }

        processes.Dispose();
        authority.Dispose();
        stranger.Dispose();
    }

    private Task StartFirst() => Start(0, "--certificates", authority.Sign());

    private Task Start(int number, params string[] certificates)
    {
        IHost host = Hosts.NewSilo(Arguments(["silo", $"{number}", .. certificates]));
        hosts.Add(host);
        return host.StartAsync(Token);
    }

    private static async Task<int> Members(IHost client) =>
        (await client.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true)).Count;

    /// <summary>Whether the silo closes a connection within a second; a good one waits for the first message.</summary>
    private async Task<bool> IsClosed(string? folder)
    {
        using TcpClient tcp = new();
        await tcp.ConnectAsync(IPAddress.Loopback, Arguments("silo", "0").Port, Token);
#pragma warning disable CA5359 // The one who connects here trusts anybody; the silo must not.
        await using SslStream stream = new(tcp.GetStream(), leaveInnerStreamOpen: false, (_, _, _, _) => true);
#pragma warning restore CA5359
        using X509Certificate2? certificate = folder is null ? null : X509Certificate2.CreateFromPemFile(Path.Combine(folder, "tls.crt"), Path.Combine(folder, "tls.key"));
        try
        {
            await stream.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions { TargetHost = "silo", ClientCertificates = certificate is null ? null : [certificate] }, Token);
            return await stream.ReadAsync(new byte[1], Token).AsTask().WaitAsync(TimeSpan.FromSeconds(1), Token) == 0;
        }
        catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
        {
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private Arguments Arguments(params string[] arguments) => global::Cluster.Arguments.Parse([.. arguments, "--silos", "1", .. processes.Place]);
}
