namespace ShallowNet;

/// <content>Whether the options suit the network.</content>
public sealed partial class Trainer<T>
{
    private void Check()
    {
        if (Options.Optimizer.NeedsSteadyCost && (Network.Layout.DrawsMasks || Options.ClipNorm is not null || Options.ClipValue is not null))
        {
            throw new ArgumentException(
                $"{Options.Optimizer.Title} must have the true gradient of a cost that does not change by itself, but {(Network.Layout.DrawsMasks ? "the network has dropout" : "gradients are clipped")}.",
                "options");
        }

        if (Options.Optimizer.MostParametersForCurvature is { } most)
        {
            string? why = Network.WhyNoCurvature
                ?? (Network.ParameterCount > most ? Invariant($"the network has {Network.ParameterCount} parameters, whose matrix would be too large") : null);
            if (why is not null)
            {
                throw new ArgumentException(
                    Invariant($"{Options.Optimizer.Title} must have a network of at most {most} parameters whose cost has a Gauss–Newton matrix, but {why}."), "options");
            }
        }

        if (Network.Bounds is not null && Options.Optimizer is not GradientOptimizer)
        {
            throw new ArgumentException(
                $"The optimizer of a monotone network must be a {nameof(GradientOptimizer)}, such as {nameof(Adam)}, after whose steps weights can be kept within bounds, but is {Options.Optimizer.Title}.", "options");
        }

        if (Options.Optimizer.FindsPenalties && (Options.L1 > 0 || Options.L2 > 0))
        {
            throw new ArgumentException($"L1 and L2 must be 0 for {Options.Optimizer.Title}, which finds the penalties by itself, but are {Require.Text(Options.L1)} and {Require.Text(Options.L2)}.", "options");
        }

        if (Network.Layout.NeedsWholeBatch && Options.BatchSize < 2 && !Options.Optimizer.NeedsAllSamples)
        {
            throw new ArgumentException("BatchSize must be at least 2 for batch normalization, but is 1.", "options");
        }
    }
}
