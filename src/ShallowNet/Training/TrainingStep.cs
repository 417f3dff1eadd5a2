using System.Numerics;
using System.Runtime.CompilerServices;

namespace ShallowNet;

/// <summary>One step of a training: J of the batch at hand, and, where that is finite, a move of the minimizer.</summary>
internal sealed class TrainingStep<T>(TrainingObjective<T> objective, Minimizer<T> minimizer, FiniteState<T> lastGood)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Evaluates J and moves the parameters; where J is not finite, nothing has moved.</summary>
    /// <param name="position">Where training stands.</param>
    /// <param name="isWorthKeeping">Whether the parameters before the move are kept to go back to, should they give a finite J.</param>
    /// <returns>J before the move, and the move.</returns>
    [MethodImpl(Compile.AtOnce)]
    public (double J, Movement Movement) EvaluateAndMove(in TrainingPosition position, bool isWorthKeeping)
    {
        objective.BeginStep(in position);
        double J = minimizer.Evaluate();
        if (!double.IsFinite(J))
        {
            return (J, default);
        }

        if (isWorthKeeping)
        {
            lastGood.Keep(position.CompletedEpochs + 1, position.CompletedSteps + 1);
        }

        try
        {
            Movement movement = minimizer.Move(in position);
            objective.KeepWithinBounds();
            return (J, movement);
        }
        catch
        {
            lastGood.RestoreUnlessFinite();
            throw;
        }
    }
}
