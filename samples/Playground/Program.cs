// A playground for networks in the browser:
//
//     dotnet run --project samples/Playground -- [--open false] [--urls URL] [--hosts NAMES] [--sessions N] [--idle SECONDS] [--time SECONDS]

using System.Net.Sockets;
using Playground;

try
{
    if (args is [[not ('-' or '/'), ..] word, ..] && !word.Contains('='))
    {
        throw new ArgumentException($"The arguments must be settings such as --urls, but the first is {word}.");
    }

    await using WebApplication service = Service.Build(args);
    await service.RunAsync();
    return 0;
}
catch (Exception exception) when (exception is IOException or SocketException or FormatException or ArgumentException or InvalidOperationException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
