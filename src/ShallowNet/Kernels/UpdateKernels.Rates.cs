namespace ShallowNet.Kernels;

/// <summary>The numbers of one step of Adam and its relatives.</summary>
/// <param name="α">The learning rate.</param>
/// <param name="β1">The share that the average of gradients keeps.</param>
/// <param name="β2">The share that the average (or the largest) of their magnitudes keeps.</param>
/// <param name="ε">What keeps the denominator from 0.</param>
/// <param name="t">The number of the step, from 1 on.</param>
internal readonly record struct AdamStep(double α, double β1, double β2, double ε, long t);

/// <summary>How Rprop changes the length of an element's step.</summary>
/// <param name="Decrease">η⁻, the factor where the gradient has changed its sign.</param>
/// <param name="Increase">η⁺, the factor where it has kept it.</param>
/// <param name="Minimum">The shortest step.</param>
/// <param name="Maximum">The longest step.</param>
internal readonly record struct RpropRule(double Decrease, double Increase, double Minimum, double Maximum);
