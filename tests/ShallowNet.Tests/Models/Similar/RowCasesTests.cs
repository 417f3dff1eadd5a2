namespace ShallowNet.Tests;

/// <summary>Known rows of a type of one's own.</summary>
public sealed class RowCasesTests
{
    private static readonly House[] Houses = [.. Enumerable.Range(0, 80).Select(i => new House(40 + i * 7 % 90, i % 3 == 0 ? "old" : "new", 100 + i * 7 % 90 + (i % 3 == 0 ? -30 : 0)))];

    private static readonly Features<House> Features = ShallowNet.Features.Of<House>().Number(house => house.Area).Category(house => house.Age);

    [Fact]
    public void Nearest_OfRows_IsThatOfTheirTable()
    {
        RowRegressor<House> model = MlpRegressor.Fit(Houses, Features, house => house.Price, Customers.Quick);
        Check(model.SimilarCases(Houses), SimilarCases.Of(model.Model, Features.ToTable(Houses)));
        RowClassifier<House, string> classifier = MlpClassifier.Fit(Houses, Features, house => house.Price > 120 ? "dear" : "cheap", Customers.Quick, targetName: "class");
        Check(classifier.SimilarCases(Houses), SimilarCases.Of(classifier.Model, Features.ToTable(Houses)));

        static void Check(RowCases<House> rows, SimilarCases<float> table)
        {
            House asked = new(66, "old", 0);
            rows.Nearest(asked, 3).Should().Be(table.Nearest(Features.ToTable([asked]), 3)[0]);
            rows.Nearest(Houses.Take(10), 3).Should().Equal(table.Nearest(Features.ToTable(Houses.Take(10)), 3));
            rows[rows.Nearest(Houses[17]).Cases[0].Index].Should().Match<House>(house => house.Area == Houses[17].Area && house.Age == Houses[17].Age);
            rows.Cases.Count.Should().Be(80);
        }
    }

    [Fact]
    public void Nearest_OfWrongRows_IsRefused()
    {
        RowRegressor<House> model = MlpRegressor.Fit(Houses, Features, house => house.Price, Customers.Quick);
        RowCases<House> rows = model.SimilarCases(Houses);
        ((Action)(() => model.SimilarCases(null!))).Should().Throw<ArgumentNullException>();
        ((Action)(() => model.SimilarCases(Houses.Take(1)))).Should().Throw<ArgumentException>().WithMessage("There must be at least 2 known cases, but there is 1.*");
        ((Action)(() => rows.Nearest((House)null!))).Should().Throw<ArgumentException>().WithMessage("rows must not be null, but rows[[]0] is.*".Replace("[[]", "["));
        ((Action)(() => rows.Nearest(Houses[0], 81))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("count must be at least 1 and at most 80, but is 81.*");
        ((Action)(() => _ = rows[80])).Should().Throw<ArgumentOutOfRangeException>().WithMessage("index must be at least 0 and at most 79, but is 80.*");
    }

    private sealed record House(double Area, string Age, double Price);
}
