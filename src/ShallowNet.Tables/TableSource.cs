namespace ShallowNet;

/// <summary>Where tables come from.</summary>
internal static class TableSource
{
    /// <summary>A stream that can be read.</summary>
    /// <exception cref="ArgumentException">It is closed, or can only be written.</exception>
    public static Stream Readable(Stream stream) => Require.NotNull(stream).CanRead
        ? stream : throw new ArgumentException("stream must be one that can be read, but is closed or only written.", nameof(stream));
}
