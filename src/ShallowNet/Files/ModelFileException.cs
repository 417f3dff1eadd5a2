namespace ShallowNet;

/// <summary>
/// A file cannot be read as what it is expected to be: it is damaged, incomplete, not of this format, or holds what the library
/// refuses. The message says what was required and what the file has, and begins with the file's path where it was given by one.
/// </summary>
/// <remarks>
/// The message can be logged as it is: it has no control characters, and of the file's own text no more than about a hundred characters.
/// There is no inner exception, whose message would not be checked for that.
/// </remarks>
public sealed class ModelFileException : Exception
{
    internal ModelFileException(string message)
        : base(FileText.Printable(message))
    {
    }
}
