namespace ShallowNet.Tests;

/// <summary>Tables of rows of one's own types.</summary>
public sealed class FeaturesTests
{
    private static readonly Customer[] Two =
    [
        new Customer { Age = 42, Plan = Plan.Basic, City = "Ulm", IsActive = true, Since = new(2020, 2, 29, 12, 0, 0), Born = new(1978, 1, 2), Price = 12.5m, Address = new Address("Bonn", 7) },
        new Customer { Age = 7 },
    ];

    private enum Plan
    {
        Basic,
        Full,
    }

    [Fact]
    public void Features_OfEveryKind_AreColumns()
    {
        Features<Customer> features = Features.Of<Customer>().Number(c => c.Age).Category(c => c.City).Flag(c => c.IsActive).Date(c => c.Since).Date(c => c.Born);
        features.Names.Should().Equal("Age", "City", "IsActive", "Since", "Born");
        features.ToString().Should().Be("Age (numbers), City (texts), IsActive (flags), Since (dates), Born (dates)");
        Table table = features.ToTable(Two);
        table.Columns.Select(column => column.Kind).Should().Equal(ColumnKind.Number, ColumnKind.Text, ColumnKind.Flag, ColumnKind.Date, ColumnKind.Date);
        TableTests.RowsOf(table).Should().Equal("42,Ulm,true,2020-02-29 12:00:00,1978-01-02", "7,,,,");
        features.ToTable([]).RowCount.Should().Be(0);
        TableTests.RowsOf(Features.Of<(int A, string? B)>().Number(row => row.A).Category(row => row.B).ToTable([(1, "x"), (2, null)])).Should().Equal("1,x", "2,");
    }

    [Fact]
    public void Names_OfFunctions_AreThoseOfTheirMembers()
    {
        NameOf(Features.Of<Customer>().Category(c => c.Plan.ToString())).Should().Be("Plan");
        NameOf(Features.Of<Customer>().Category(c => c.Level?.ToString())).Should().Be("Level");
        NameOf(Features.Of<Customer>().Category(c => c.Address?.City)).Should().Be("City");
        NameOf(Features.Of<Customer>().Category(c => c.Address!.City)).Should().Be("City");
        NameOf(Features.Of<Customer>().Category(customer => customer.City!)).Should().Be("City");
        NameOf(Features.Of<Customer>().Number(static (Customer c) => c.Age)).Should().Be("Age");
        NameOf(Features.Of<Customer>().Number(c => (double)c.Price)).Should().Be("Price");
        NameOf(Features.Of<Customer>().Number(c => (double?)c.Address?.Number)).Should().Be("Number");
        NameOf(Features.Of<Customer>().Number(c => c
            .@class)).Should().Be("class");
        NameOf(Features.Of<Customer>().Number(c => c.Age + 1, "age next year")).Should().Be("age next year");
        NameOf(Features.Of<Customer>().Flag(c => c.IsActive, name: "active")).Should().Be("active");
    }

    [Fact]
    public void Features_OnceMade_NeverChange()
    {
        Features<Customer> one = Features.Of<Customer>().Number(c => c.Age), two = one.Flag(c => c.IsActive);
        (one.Names.Count, two.Names.Count).Should().Be((1, 2));
    }

    [Fact]
    public void Features_BadInput_IsRefused()
    {
        Features<Customer> none = Features.Of<Customer>();
        const string NoName = "A function without a name must read one member of a row, as c => c.Age does, but is \"*\": give it a name.";
        Func<Customer, double?> age = c => c.Age;
        foreach (Action action in (Action[])
            [
                () => none.Number(c => c.Age + 1), () => none.Number(c => 1.5), () => none.Number(age), () => none.Category(c => c.City ?? ""), () => none.Category(c => c.City!.Trim()), () => none.Category(c => $"{c.Age}"),
                () => none.Number(delegate(Customer c) { return c.Age; }), () => none.Flag(c => !c.IsActive), () => none.Date(c => c.Since.GetValueOrDefault()), () => Features.Of<double>().Number(x => x),
            ])
        {
            action.Should().Throw<ArgumentException>().WithMessage(NoName);
        }

        Refused(() => none.Number(c => c.Age * 2), "*but is \"c => c.Age * 2\": give it a name.");
        Refused(() => none.Number(c => c.Age, ""), "name must be a text that is not empty, but is empty.*");
        Refused(() => none.Number(c => c.Age).Flag(c => c.IsActive, "Age"), "The names of features must be different, but two are \"Age\".");
        Refused(() => none.Number(null!, "a"), "value must not be null.*");
        Refused(() => none.Category(null!, "a"), "value must not be null.*");
        Refused(() => none.Flag(null!, "a"), "value must not be null.*");
        Refused(() => none.Date((Func<Customer, DateTime?>)null!, "a"), "value must not be null.*");
        Refused(() => none.Date((Func<Customer, DateOnly?>)null!, "a"), "value must not be null.*");
        Refused(() => none.ToTable(Two), "features must have at least one feature, but have none: add some by Number, Category, Flag and Date.");
        Refused(() => none.Number(c => c.Age).ToTable(null!), "rows must not be null.*");
        Refused(() => none.Number(c => c.Age).ToTable([Two[0], null!]), "rows must not be null, but rows[1] is.*");
    }

    private static string NameOf(Features<Customer> features) => features.Names.Single();

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);

    private sealed record Address(string City, int Number);

    private sealed class Customer
    {
        public int Age { get; init; }

        public Plan Plan { get; init; }

        public int? Level { get; init; }

        public string? City { get; init; }

        public bool? IsActive { get; init; }

        public DateTime? Since { get; init; }

        public DateOnly? Born { get; init; }

        public decimal Price { get; init; }

        public Address? Address { get; init; }

        public double @class { get; init; }
    }
}
