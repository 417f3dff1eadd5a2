namespace ShallowNet;

/// <summary>A cluster refuses a training, or no longer answers.</summary>
public sealed class ClusterException : Exception
{
    /// <summary>An error without a text.</summary>
    public ClusterException()
    {
    }

    /// <summary>An error with a text.</summary>
    /// <param name="message">What happened.</param>
    public ClusterException(string message)
        : base(message)
    {
    }

    /// <summary>An error with a text and its cause.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public ClusterException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
