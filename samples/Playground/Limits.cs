using System.Globalization;

namespace Playground;

/// <summary>How many sessions there are at most, and how long they live.</summary>
/// <param name="Sessions">The most sessions at a time, each of which is an open page.</param>
/// <param name="Idle">How long a session lives that no page watches and nobody asks.</param>
/// <param name="Time">How long a session lives at most.</param>
internal sealed record Limits(int Sessions, TimeSpan Idle, TimeSpan Time)
{
    /// <summary>The largest body that is read.</summary>
    public const int MostBytes = 1 << 18;

    /// <summary>The most epochs of a session, and of each training of a race or of many seeds.</summary>
    public const int MostEpochs = 100_000;

    /// <summary>How long a race or the trainings of many seeds take at most.</summary>
    public static readonly TimeSpan ContestTime = TimeSpan.FromSeconds(30);

    public static Limits Of(IConfiguration settings) => new(
        (int)Number("--sessions", settings["Playground:Sessions"] ?? "16", 1, 1_000),
        TimeSpan.FromSeconds(Number("--idle", settings["Playground:Idle"] ?? "120", 0.1, 86_400)),
        TimeSpan.FromSeconds(Number("--time", settings["Playground:Time"] ?? "14400", 0.1, 604_800)));

    private static double Number(string name, string given, double least, double most) =>
        double.TryParse(given, CultureInfo.InvariantCulture, out double number) && number >= least && number <= most
            ? number
            : throw new ArgumentException(FormattableString.Invariant($"{name} must be a number from {least} to {most}, but is {given}."));
}
