namespace ShallowNet;

/// <summary>How precision, recall and F1, which each class has its own, become one number.</summary>
public enum Averaging
{
    /// <summary>The number of class 1, of two classes.</summary>
    Binary,

    /// <summary>The mean over the classes, each counting the same; a class that is neither labelled nor predicted does not count.</summary>
    Macro,

    /// <summary>The mean over the classes, each counting by the weight of the samples that are of it.</summary>
    Weighted,
}
