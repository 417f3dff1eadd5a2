namespace Playground;

/// <summary>Something that a page asks for and cannot have; the message says what must be, and what was given.</summary>
internal sealed class Refusal(int status, string message) : Exception(message)
{
    /// <summary>The status of the answer: 400 for what is wrong, 404 for what is not there, 409, 413 and 503 for what is too much.</summary>
    public int Status => status;

    public static Refusal Wrong(string message) => new(StatusCodes.Status400BadRequest, message);
}
