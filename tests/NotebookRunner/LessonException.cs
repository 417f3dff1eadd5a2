namespace NotebookRunner;

/// <summary>Something is wrong with a lesson; the message says what and, where it can, how to mend it.</summary>
internal sealed class LessonException(string message) : Exception(message);
