namespace ShallowNet;

/// <summary>How the probabilities of a classifier are made what they say, by what the choice of the model has answered to samples that it was not trained on.</summary>
public enum CalibrationMethod
{
    /// <summary>By a temperature, where that makes the log loss of those answers lower by more than its standard error; means of networks always have one.</summary>
    Automatic,

    /// <summary>Not at all.</summary>
    None,

    /// <summary>By a temperature: what the output activation is applied to is divided by one number (Guo, Pleiss, Sun and Weinberger, 2017). It is part of the network.</summary>
    Temperature,

    /// <summary>
    /// By a sigmoid of the logarithm of the odds (Platt, 1999). Of two classes it is part of the network; of more, each class has its own, and their sum is made 1 (scikit-learn's
    /// <c>CalibratedClassifierCV(method="sigmoid")</c>).
    /// </summary>
    Platt,

    /// <summary>By any curve that rises, for thousands of samples; of more than two classes, each has its own, and their sum is made 1 (scikit-learn's <c>CalibratedClassifierCV(method="isotonic")</c>).</summary>
    Isotonic,
}
