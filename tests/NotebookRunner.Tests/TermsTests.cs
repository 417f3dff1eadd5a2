using System.Text.RegularExpressions;

namespace NotebookRunner.Tests;

/// <summary>Whoever reads the lessons in order meets no term before it is explained: docs/terms.md says where that is.</summary>
public sealed partial class TermsTests
{
    private static readonly string terms = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "readmes", "docs", "terms.md"));
    private static readonly string[] lessons = [.. Lessons.In(Path.Combine(AppContext.BaseDirectory, "lessons"), [])];
    private static readonly string[] texts = [.. lessons.Select(TextOf)];

    [Fact]
    public void Lessons_ZeroToEight_AreThere() =>
        lessons.Take(9).Select(path => Path.GetFileName(path)[..3]).Should().Equal("00-", "01-", "02-", "03-", "04-", "05-", "06-", "07-", "08-");

    [Fact]
    public void Terms_Each_StandsInBoldInItsLesson()
    {
        var rows = Rows().Matches(terms).ToList();
        rows.Should().HaveCountGreaterThan(60);
        foreach (Match row in rows)
        {
            string name = row.Groups["lesson"].Value;
            int number = int.Parse(row.Groups["number"].Value, System.Globalization.CultureInfo.InvariantCulture);
            Path.GetFileName(lessons[number]).Should().Be(name);
            Forms(row).Any(form => Bold(form).IsMatch(texts[number])).Should().BeTrue("{0} is explained in {1}", row.Groups["term"].Value, name);
        }
    }

    [Fact]
    public void Terms_Each_IsNotUsedBeforeItIsExplained()
    {
        foreach (Match row in Rows().Matches(terms))
        {
            int number = int.Parse(row.Groups["number"].Value, System.Globalization.CultureInfo.InvariantCulture);
            int explained = Forms(row).Select(form => Bold(form).Match(texts[number])).Where(match => match.Success).Min(match => match.Index);
            foreach (string form in Forms(row))
            {
                string before = string.Concat(texts.Take(number)) + texts[number][..explained];
                var early = Plain(form).Match(before);
                string around = early.Success ? before[Math.Max(0, early.Index - 60)..Math.Min(before.Length, early.Index + 60)] : "";
                around.Should().BeEmpty("{0} is explained in {1} only", form, row.Groups["lesson"].Value);
            }
        }
    }

    [Theory]
    [InlineData("A text with an epoch, then **epoch**.", true)]
    [InlineData("## Epochs\n\nAn **epoch** is one pass. Epochs follow.", false)]
    [InlineData("The reepochal `epoch` and $epoch$: **epochs**.", false)]
    public void Plain_FindsWhatAReaderReads(string markdown, bool isEarly)
    {
        string text = Readable(markdown);
        Plain("epoch").IsMatch(text[..Bold("epoch").Match(text).Index]).Should().Be(isEarly);
    }

    private static string[] Forms(Match row) => [.. row.Groups["term"].Value.Split(',').Select(form => form.Trim())];

    private static Regex Bold(string form) => new(@"\*\*" + Plain(form) + @"\*\*", RegexOptions.IgnoreCase);

    private static Regex Plain(string form) => new(@"(?<![\w-])" + Regex.Escape(form).Replace(@"\ ", @"\s+", StringComparison.Ordinal) + @"(s|es|d)?(?!\w)", RegexOptions.IgnoreCase);

    /// <summary>The texts of a lesson, and the comments of its code.</summary>
    private static string TextOf(string path) => string.Join('\n', Notebook.Parse(File.ReadAllText(path)).Cells
        .Select(cell => cell.IsCode ? string.Join('\n', Comments().Matches(cell.Source).Select(match => match.Value)) : Readable(cell.Source))) + "\n";

    /// <summary>Without headings, code, equations and addresses.</summary>
    private static string Readable(string markdown) => Unread().Replace(markdown, " ");

    [GeneratedRegex(@"^\| (?<term>[^|]+) \| \[(?<number>\d)\]\(\.\./samples/(?<lesson>[^)]+)\) \| [^|]+ \|$", RegexOptions.Multiline)]
    private static partial Regex Rows();

    [GeneratedRegex("// .*")]
    private static partial Regex Comments();

    [GeneratedRegex(@"```.*?```|`[^`]*`|\$\$.*?\$\$|\$[^$\n]*\$|(?<=\])\([^)]*\)|^\#+ [^\n]*$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Unread();
}
