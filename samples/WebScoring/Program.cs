// A saved classifier as a web service:
//
//     dotnet run --project samples/WebScoring -- [--model FILE] [--reload SECONDS] [--urls URL] [--drain SECONDS]
//     dotnet run --project samples/WebScoring -- train DATA MODEL TARGET [LEFT-OUT …]

using System.Net.Sockets;
using WebScoring;

try
{
    if (args is ["train", .. var arguments])
    {
        Training.Run(arguments);
        return 0;
    }

    if (args is [[not ('-' or '/'), ..] word, ..] && !word.Contains('='))
    {
        throw new ArgumentException($"The first argument must be train, or a setting such as --model, but is {word}.");
    }

    await using WebApplication service = Service.Build(args);
    await service.RunAsync();
    return 0;
}
catch (Exception exception) when (exception
    is IOException or UnauthorizedAccessException or InvalidDataException
    or SocketException or FormatException or ArgumentException or InvalidOperationException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
