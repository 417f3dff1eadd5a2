using System.Diagnostics;

namespace ShallowNet.Benchmarks;

/// <summary>How long calls take that take little.</summary>
internal static class Timing
{
    /// <summary>The best of some rounds of about 3 ms each.</summary>
    public static double Nanoseconds(Action action)
    {
        int calls = CallsOf(3e6, action);
        return Enumerable.Range(0, 9).Min(_ => Of(action, calls));
    }

    /// <summary>The best of some rounds of about 1 ms each of two actions, which take turns: the clock of a machine is not the same for long.</summary>
    public static (double First, double Second) InTurn(Action first, Action second, int rounds)
    {
        int callsOfFirst = CallsOf(1e6, first), callsOfSecond = CallsOf(1e6, second);
        double bestOfFirst = double.PositiveInfinity, bestOfSecond = double.PositiveInfinity;
        for (int round = 0; round < rounds; round++)
        {
            bestOfFirst = Math.Min(bestOfFirst, Of(first, callsOfFirst));
            bestOfSecond = Math.Min(bestOfSecond, Of(second, callsOfSecond));
        }

        return (bestOfFirst, bestOfSecond);
    }

    /// <summary>
    /// Calls actions so often, with pauses, that the runtime has compiled again what is called often: what a kernel does before its loop costs as much as many elements
    /// while it is not optimized.
    /// </summary>
    public static void WarmUp(IEnumerable<Action> actions)
    {
        for (int round = 0; round < 3; round++)
        {
            foreach (Action action in actions)
            {
                for (int call = 0; call < 40; call++)
                {
                    action();
                }
            }

            Thread.Sleep(300);
        }
    }

    /// <summary>How many calls take about so many nanoseconds.</summary>
    private static int CallsOf(double nanoseconds, Action action)
    {
        action();
        int calls = 1;
        while (calls * Of(action, calls) < nanoseconds && calls < 1 << 20)
        {
            calls *= 4;
        }

        return calls;
    }

    private static double Of(Action action, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++)
        {
            action();
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / calls;
    }
}
