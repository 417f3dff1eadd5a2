namespace ShallowNet;

/// <summary>What a diagnosis looks for.</summary>
public enum FindingKind
{
    /// <summary>A column alone gives the target away, as only something that is known after it can.</summary>
    Leak,

    /// <summary>Samples are there twice: to train on, and to judge by.</summary>
    Duplicates,

    /// <summary>A rare class that is hardly ever recognized, though the answers could tell it.</summary>
    ClassImbalance,

    /// <summary>More labels than chance explains contradict what the model is sure of.</summary>
    LabelNoise,

    /// <summary>Inputs of so different or so large units that training suffers.</summary>
    UnscaledInputs,

    /// <summary>Derivatives grow from layer to layer on their way back.</summary>
    ExplodingGradients,

    /// <summary>Derivatives shrink from layer to layer on their way back, so that the first layers hardly learn.</summary>
    VanishingGradients,

    /// <summary>Hidden units that answer the same to every sample, where they no longer learn: such as ReLU below 0.</summary>
    DeadUnits,

    /// <summary>Hidden units at the ends of their range, where they hardly learn: such as sigmoid at 0 or 1.</summary>
    SaturatedUnits,

    /// <summary>Steps so large that training does not come down.</summary>
    LearningRateTooLarge,

    /// <summary>Steps so small that training ends on its way.</summary>
    LearningRateTooSmall,

    /// <summary>The network has not learned what there is to learn, not even of the samples it was trained on.</summary>
    Underfit,

    /// <summary>The network has learned the samples of the training by heart, and is worse for it elsewhere.</summary>
    Overfit,

    /// <summary>A linear model does as well.</summary>
    NoBetterThanLinear,
}
