namespace ShallowNet.Tests;

/// <summary>Columns may have any name; what a reader of the exported source of a table's model sees, and what is refused.</summary>
public sealed class CSharpTableTextTests
{
    private delegate void ProbabilityFunction(double? age, string? plan, bool? isActive, DateTime? since, Span<float> probabilities);

    private delegate int ClassFunction(double? age, string? plan, bool? isActive, DateTime? since);

    private static readonly Table Customers = new(
        Column.Of("Age", [30.0, 41, 52, double.NaN, 25, 61]), Column.Of("PLAN", ["basic", "pro", "basic", "pro", "basic", "pro"]), Column.Of("is_active", [true, false, true, true, false, true]),
        Column.Of("since", Enumerable.Range(0, 6).Select(j => new DateTime(2019, 12, 30).AddHours(31 * j))), Column.Of("same", [1, 1, 1, 1, 1, 1]), Column.Of("left", [true, false, true, false, false, true]));

    private static readonly Lazy<MlpClassifier<float, string>> Model = new(() => MlpClassifier.Fit(Customers, "left", Options));

    private static MlpOptions Options => TablesToExport.Options() with { Encoding = new() { RareBelow = 1 } };

    [Theory]
    [InlineData("age", "age")]
    [InlineData("Monthly charges", "monthlyCharges")]
    [InlineData("MONTHLY_CHARGES", "monthlyCharges")]
    [InlineData("isActive", "isActive")]
    [InlineData("URL", "url")]
    [InlineData("class", "class")]
    [InlineData("Class", "class")]
    [InlineData("1x", "_1x")]
    [InlineData(" ", "column")]
    [InlineData("\ud83d\ude00", "column")]
    [InlineData("größe 猫", "größe猫")]
    [InlineData("cafe\u0301", "cafe\u0301")]
    [InlineData("\u0301", "column")]
    [InlineData("</param> \"&\"\n*/", "param")]
    [InlineData("x", "x2")]
    [InlineData("probabilities", "probabilities2")]
    [InlineData("best", "best2")]
    [InlineData("label", "label")]
    public void Parameter_OfAnyColumn_IsNamedAfterIt(string column, string expected)
    {
        Table table = new(Column.Of(column, [1.0, 2, 4, 3]), Column.Of($"{column}!", ["a", "b", "a", "b"]), Column.Of("target", [0, 1, 0, 1]));
        ExportedTable<float> exported = new(MlpClassifier.Fit(table, "target", Options));
        exported.Class.Parameters("PredictClass").Should().ContainSingle(names => names.Length == 2)
            .Which.Should().Equal(expected, expected[^1] == '2' ? $"{expected[..^1]}3" : $"{expected}2");
    }

    [Fact]
    public void Parameters_NamedAsWhatStandsInTheSource_Compile()
    {
        string[] names =
        [
            .. """
                nameof var await async field value file scoped required record global dynamic partial where when yield get set unmanaged notnull nint not and or is as this base
                float double string bool null default stackalloc inputs outputs classes encode predict yHat work number column seconds date year row knots1 testInputs passed expected i j
                System Span Math Encode Predict Inputs W1 IsGap PlaceOf1 Months SelfTest Exported xRented
                """.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries),
        ];
        NumPyRandom random = new(1);
        Column[] columns = [.. names.Select((name, i) => (i % 4) switch
        {
            0 => (Column)Column.Of(name, Enumerable.Range(0, 40).Select(_ => random.Randn())),
            1 => Column.Of(name, Enumerable.Range(0, 40).Select(_ => random.Rand() < 0.5 ? "a" : "b")),
            2 => Column.Of(name, Enumerable.Range(0, 40).Select(_ => random.Rand() < 0.5)),
            _ => Column.Of(name, Enumerable.Range(0, 40).Select(_ => new DateTime(2000, 1, 1).AddDays(Math.Floor(1000 * random.Rand())))),
        })];
        Table table = new([.. columns, Column.Of("_", Enumerable.Range(0, 40).Select(j => j % 3))]);
        MlpClassifier<double, string> model = MlpClassifier.Fit<double, string>(table, "_", Options);
        ExportedTable<double> exported = new(model);
        double[] probabilities = new double[3];
        exported.Probability(table, 7, probabilities);
        probabilities.Should().Equal(model.PredictProbability(table).Column(7));
        new ExportedTable<double>(MlpRegressor.Fit<double>(new Table([.. columns, Column.Of("_", Enumerable.Range(0, 40).Select(j => (double)j))]), "_", Options)).Class.Has("Encode").Should().BeFalse();
    }

    [Fact]
    public void Source_OfATable_SaysWhatTheParametersAre() => Model.Value.ExportCSharp("Exported").Should().ContainAll(
        "/// <summary>The probability of every class for one row.</summary>\n    /// <param name=\"age\">Column \"Age\": null and NaN are gaps.</param>\n    /// <param name=\"plan\">Column \"PLAN\": null is a gap.</param>\n",
        "public static void PredictProbability(\n        double? age,\n        string? plan,\n        bool? isActive,\n        global::System.DateTime? since,\n        Span<float> probabilities)\n",
        "public static int PredictClass(\n        double? age,\n        string? plan,\n        bool? isActive,\n        global::System.DateTime? since)\n",
        "Whether this machine's answers to 8 samples and 6 rows have the same bits").And.NotContain("same_").And.NotMatchRegex(" \n");

    [Fact]
    public void Numbers_NotFiniteOrTooFar_AreRefused()
    {
        MlpClassifier<float, string> model = MlpClassifier.Fit(Customers, "left", Options with { Encoding = new() { RareBelow = 1, Numbers = NumberScaling.Standardize } });
        ProbabilityFunction probability = new ExportedClass<float>(model.ExportCSharp("Exported")).Function<ProbabilityFunction>("PredictProbability");
        ((Action)(() => probability(double.NegativeInfinity, null, null, null, new float[2]))).Should().Throw<ArgumentException>()
            .WithMessage("Column \"Age\" must be finite, but is given -Infinity.");
        ((Action)(() => probability(1e60, null, null, null, new float[2]))).Should().Throw<ArgumentException>()
            .WithMessage("Column \"Age\" must stay finite when it is scaled, but does not: the number is too far from those of the training.");
        ((Action)(() => probability(1, null, null, null, new float[3]))).Should().Throw<ArgumentException>()
            .WithMessage("probabilities must have 2 elements (one for each class), but has 3.*");
    }

    [Theory]
    [InlineData("Encode")]
    [InlineData("PlaceOf2")]
    [InlineData("Months")]
    [InlineData("EncodeTestRow")]
    public void ClassName_OfAMemberForTables_IsRefused(string name)
    {
        MlpClassifier<float, string> model = MlpClassifier.Fit(
            Customers.Without("since").With(Column.Of("since", Enumerable.Range(0, 6).Select(j => new DateTime(2019, 1 + j, 1)))), "left", Options);
        ((Action)(() => model.ExportCSharp(name))).Should().Throw<ArgumentException>().WithParameterName("className")
            .WithMessage($"className must be none of the names used inside the class, but is \"{name}\".*");
    }

    [Fact]
    public void Categories_OfTooManyValues_AreRefused()
    {
        CSharpStatements<float> statements = new();
        CSharpColumns<float> columns = new(Of(2000), statements);
        string[] members = [.. columns.Members, .. CSharpFunctions.Sources<float>(statements.Functions), .. statements.Constants];
        new ExportedClass<float>($"using System;\n#pragma warning disable CS1591\n#nullable enable\npublic static class Exported {{ {string.Join('\n', members)} }}").Has("Encode").Should().BeFalse();
        ((Action)(() => _ = new CSharpColumns<float>(Of(2001), statements))).Should().Throw<NotSupportedException>()
            .WithMessage("A column of categories to be exported as C# source must have at most 2000 values, but \"b\" has 2001.");

        static TableEncoder Of(int texts) => new(
        [
            new CategoryEncoder("a", ColumnKind.Number, [.. Enumerable.Range(0, 2000).Select(j => CategoryEncoder.NameOf(0.25 * j))], [], hasGaps: true),
            new CategoryEncoder("b", ColumnKind.Text, [.. Enumerable.Range(0, texts).Select(j => $"{j}")], ["rare"], hasGaps: true),
        ]);
    }

    [Fact]
    public void Flags_ThatAreCategories_HaveTheirPlaces()
    {
        CSharpStatements<float> statements = new();
        new CSharpColumns<float>(new TableEncoder([new CategoryEncoder("a", ColumnKind.Flag, ["true"], ["other"], hasGaps: true)]), statements).Members.Should().Contain(member =>
            member.Contains("    null => 2,\n    true => 0,\n    false => 1,\n}", StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_Repeated_AllocateNothing()
    {
        ExportedClass<float> exported = new(Model.Value.ExportCSharp("Exported"));
        ProbabilityFunction probability = exported.Function<ProbabilityFunction>("PredictProbability");
        ClassFunction classOf = exported.Function<ClassFunction>("PredictClass");
        float[] probabilities = new float[2];
        long least = long.MaxValue;
        for (int i = 0; i < 10; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            probability(33, "basic", true, new DateTime(2020, 1, 2), probabilities);
            classOf(null, "other", null, null);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        least.Should().Be(0);
    }
}
