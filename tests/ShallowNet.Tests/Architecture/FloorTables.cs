using System.Text;

namespace ShallowNet.Tests;

/// <summary>The tables of CONTRIBUTING.md that say which folder uses which other.</summary>
internal static class FloorTables
{
    /// <summary>The environment variable that, set to anything, has the architecture tests write the tables.</summary>
    public const string Write = "SHALLOWNET_WRITE_ARCHITECTURE";

    private const string Begin = "<!-- Written by the architecture tests: begin -->\n", End = "<!-- Written by the architecture tests: end -->\n";

    public static string File { get; } = Path.Combine(SourceCode.Repository(), "CONTRIBUTING.md");

    /// <summary>The tables in CONTRIBUTING.md.</summary>
    public static string Read()
    {
        string text = System.IO.File.ReadAllText(File);
        text.Should().Contain(Begin).And.Contain(End);
        return text[(text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)..text.IndexOf(End, StringComparison.Ordinal)];
    }

    /// <summary>Puts the tables in the place of those in CONTRIBUTING.md.</summary>
    public static void Replace(string tables) => System.IO.File.WriteAllText(File, System.IO.File.ReadAllText(File).Replace(Begin + Read() + End, Begin + tables + End));

    /// <summary>A table of the floors, and one for each floor with rooms.</summary>
    public static string Of(House house, IReadOnlyList<Reference> references)
    {
        HashSet<(string User, string Used)> uses = [.. references.Select(r => (house.PlaceOf(r.File), house.UsedPlaceOf(r)))];
        StringBuilder text = new();
        Append(house.Floors, [.. uses.Select(use => (House.FloorOf(use.User), House.FloorOf(use.Used)))]);
        foreach (string floor in house.Floors.Where(floor => house.RoomsOf(floor).Count > 1))
        {
            text.Append('\n');
            Append(house.RoomsOf(floor), uses);
        }

        return text.ToString();

        static string LastName(string place) => place[(place.LastIndexOf('/') + 1)..];

        void Append(IReadOnlyList<string> places, HashSet<(string User, string Used)> uses)
        {
            text.Append("| uses | ").AppendJoin(" | ", places.Select(LastName)).Append(" |\n|---|").Insert(text.Length, ":-:|", places.Count).Append('\n');
            foreach (string user in places.Reverse())
            {
                var marks = places.Select(used => used == user ? "·" : uses.Contains((user, used)) ? "✓" : "");
                text.Append($"| **{LastName(user)}** | ").AppendJoin(" | ", marks).Append(" |\n");
            }
        }
    }
}
