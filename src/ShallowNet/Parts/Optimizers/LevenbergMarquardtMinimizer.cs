using System.Numerics;

namespace ShallowNet;

/// <summary>The iterations of <see cref="LevenbergMarquardt"/>.</summary>
internal sealed class LevenbergMarquardtMinimizer<T>(LevenbergMarquardt options, Objective<T> objective) : DampedMinimizer<T>(options.Title, options, objective)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
