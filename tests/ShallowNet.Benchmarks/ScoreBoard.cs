using System.Globalization;

namespace ShallowNet.Benchmarks;

/// <summary>Prints our scores beside those of others: of each set, and in sum.</summary>
internal sealed class ScoreBoard(JudgedSet[] sets, Contender ours, Contender[] others)
{
    /// <summary>Letters that stand for the others in the heads of columns.</summary>
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    public void Print()
    {
        Contender[] present = [.. others.Where(other => sets.Any(set => other.Sets.ContainsKey(set.Name)))];
        foreach ((Contender other, int i) in present.Select((other, i) => (other, i)))
        {
            Console.WriteLine($"{Letters[i]}: {other.Name}");
        }

        foreach (bool classes in (bool[])[true, false])
        {
            JudgedSet[] those = [.. sets.Where(set => set.HasClasses == classes && ours.Sets.ContainsKey(set.Name))];
            string[] scores = classes ? JudgedSet.ScoresOfClasses : JudgedSet.ScoresOfNumbers;
            for (int score = 0; score < scores.Length; score++)
            {
                JudgedSet[] having = [.. those.Where(set => ours.Beside(ours, set.Name, score) is not null)];
                if (having.Length > 0)
                {
                    bool higherIsBetter = scores[score] is "accuracy" or "AUC" or "R²";
                    PrintScores($"{scores[score]} ({(higherIsBetter ? "more" : "less")} is better)", having, present, score);
                    PrintSum(having, present, score, higherIsBetter);
                }
            }
        }
    }

    private void PrintScores(string head, JudgedSet[] having, Contender[] present, int score)
    {
        Console.WriteLine($"\n{head,-28}{"ours",12}{"",10}{string.Concat(present.Select((_, i) => $"{Letters[i],10}"))}");
        foreach (JudgedSet set in having)
        {
            double[] mine = ours.Beside(ours, set.Name, score)!.Value.Its;
            string cells = string.Concat(present.Select(other => $"{(other.Beside(other, set.Name, score) is { } its ? Text(its.Its.Average()) : ""),10}"));
            Console.WriteLine($"{set.Name,-28}{Text(mine.Average()),12} ± {Text(Error(mine)),-7}{cells}");
        }
    }

    /// <summary>
    /// For each of the others: on how many sets ours is better, the mean difference, or, where less is better, the mean ratio as a percentage
    /// of the difference, and the mean ranks among all who have a score of every set; then, where the other's folds are known, the difference of each set.
    /// </summary>
    private void PrintSum(JudgedSet[] having, Contender[] present, int score, bool higherIsBetter)
    {
        Contender[] ranked = [ours, .. present.Where(other => having.All(set => other.Beside(ours, set.Name, score) is not null))];
        Console.WriteLine($"{"  ours against",-42}{"better on",12}{"difference",14}{"mean rank",12}  (ours {Rank(ours):0.00})");
        foreach ((Contender other, int i) in present.Select((other, i) => (other, i)))
        {
            (string Set, double[] Ours, double[] Theirs)[] both =
            [
                .. having.Select(set => (set.Name, Pair: ours.Beside(other, set.Name, score))).Where(each => each.Pair is not null)
                    .Select(each => (each.Name, each.Pair!.Value.Its, each.Pair!.Value.Others)),
            ];
            if (both.Length == 0)
            {
                continue;
            }

            int better = both.Count(each => higherIsBetter ? each.Ours.Average() > each.Theirs.Average() : each.Ours.Average() < each.Theirs.Average());
            string difference = higherIsBetter
                ? Signed(both.Average(each => each.Ours.Average() - each.Theirs.Average()), "0.0000")
                : Signed(100 * (Math.Exp(both.Average(each => Math.Log(each.Ours.Average() / each.Theirs.Average()))) - 1), "0.0") + " %";
            string rank = Array.IndexOf(ranked, other) > 0 ? Rank(other).ToString("0.00", CultureInfo.InvariantCulture) : "";
            Console.WriteLine($"  {Letters[i]} {other.Name,-38}{$"{better} of {both.Length}",12}{difference,14}{rank,12}");
            foreach ((string set, double[] mine, double[] theirs) in both.Where(each => each.Ours.Length > 1 && each.Ours.Length == each.Theirs.Length))
            {
                double[] differences = [.. mine.Zip(theirs, (a, b) => a - b)];
                Console.WriteLine($"      {set,-48}{Signed(differences.Average(), Format(differences.Average())),14} ± {Text(Error(differences))}");
            }
        }

        double Rank(Contender one)
        {
            return having.Average(set =>
            {
                double[] all = Array.ConvertAll(ranked, each => each.Beside(each == ours ? each : ours, set.Name, score)!.Value.Its.Average() * (higherIsBetter ? -1 : 1));
                double mine = all[Array.IndexOf(ranked, one)];
                return 1 + all.Count(each => each < mine) + (all.Count(each => each == mine) - 1) / 2.0;
            });
        }
    }

    /// <summary>The standard error of a mean, as though the folds were independent.</summary>
    private static double Error(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1) / values.Length);
    }

    private static string Text(double value) => value.ToString(Format(value), CultureInfo.InvariantCulture);

    private static string Signed(double value, string format) => (value < 0 ? "-" : "+") + Math.Abs(value).ToString(format, CultureInfo.InvariantCulture);

    private static string Format(double value) => Math.Abs(value) switch
    {
        >= 1000 => "0",
        >= 10 => "0.00",
        _ => "0.0000",
    };
}
