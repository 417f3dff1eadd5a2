namespace ShallowNet.Tests;

/// <summary>What the library has of each kind stands in the kind's list, and files can tell them apart.</summary>
public sealed class CatalogTests
{
    [Fact]
    public void Members_OfEveryKind_AreAllThatTheLibraryHas()
    {
        Check(ActivationCatalog.Members);
        Check(LossCatalog.Members);
        Check(InitializerCatalog.Members);
    }

    [Fact]
    public void FileNames_OfEveryKind_AreDifferent()
    {
        ActivationCatalog.Members.Select(member => member.Row!.FileName).Should().OnlyHaveUniqueItems();
        LossCatalog.Members.Select(member => member.Row!.FileName).Should().OnlyHaveUniqueItems();
        InitializerCatalog.Members.Select(member => member.Row!.FileName).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Rows_OfMembersWithANumber_MakeTheLike()
    {
        Check(ActivationCatalog.Members, member => member.Row);
        Check(LossCatalog.Members, member => member.Row);
        Check(InitializerCatalog.Members, member => member.Row);
    }

    private static void Check<TPart>(IEnumerable<TPart> members)
        where TPart : class => members.Select(member => member.GetType()).Should().BeEquivalentTo(
            typeof(TPart).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(TPart)) && !type.IsAbstract));

    private static void Check<TPart>(IEnumerable<TPart> members, Func<TPart, CatalogRow<TPart>?> rowOf)
        where TPart : class
    {
        foreach (TPart member in members)
        {
            CatalogRow<TPart> row = rowOf(member)!;
            (row.Number is null).Should().Be(row.Make is null);
            if (row is { Number: { } number, Make: { } make })
            {
                make(number).Should().Be(member);
                rowOf(make(0.75))!.Number.Should().Be(0.75);
            }
        }
    }
}
