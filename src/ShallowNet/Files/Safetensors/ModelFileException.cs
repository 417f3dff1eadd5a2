namespace ShallowNet;

/// <summary>
/// A file cannot be read as what it is expected to be: it is damaged, incomplete, not of this format, or holds what the library
/// refuses. The message says what was required and what the file has.
/// </summary>
public sealed class ModelFileException : Exception
{
    internal ModelFileException(string message)
        : base(message)
    {
    }

    internal ModelFileException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
