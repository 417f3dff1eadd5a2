namespace ShallowNet;

/// <summary>A way to train what is diagnosed: as it is, or with a remedy.</summary>
/// <param name="Kind">What is other than it is.</param>
/// <param name="RateFactor">What its learning rate is multiplied by.</param>
internal readonly record struct Variant(VariantKind Kind, double RateFactor = 1);

/// <summary>What a variant has that is other than in what is diagnosed.</summary>
internal enum VariantKind
{
    /// <summary>Nothing but the learning rate.</summary>
    AsGiven,

    /// <summary>Everything: a network and a training of the library's choice, with a penalty that held-out samples choose.</summary>
    Reference,

    /// <summary>No hidden layer, and a training as that of the reference.</summary>
    Linear,

    /// <summary>The inputs are standardized.</summary>
    Scaled,

    /// <summary>Weights as the activations want them, and ReLU in place of what saturates; where that is so already, batch normalization.</summary>
    Redrawn,
}
