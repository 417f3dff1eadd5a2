namespace ShallowNet.Tests;

/// <summary>What the architecture tests see, on libraries of a few lines: a test that finds nothing shows little of a reader that sees nothing.</summary>
public sealed class HouseTests
{
    private static readonly House House = new("Low", "High/First", "High/Second", "High", "Top", "Top/Left", "Top/Right");
    private static readonly (string, string) Low = ("Low/Low.cs", "static partial class Low { public static int Number => 1; }");

    [Theory]
    [InlineData("a type", "Low/User.cs", "class User { object? x = typeof(High); }", "High/High.cs", "class High;", "High")]
    [InlineData("a base", "Low/User.cs", "sealed class User : High;", "High/High.cs", "abstract class High;", "High")]
    [InlineData("a member", "Low/User.cs", "class User { int x = Low.Added; }", "High/Part.cs", "partial class Low { public const int Added = 1; }", "Low")]
    [InlineData("an extension method", "Low/User.cs", "class User { int x = 1.Next(); }", "High/E.cs", "static class E { public static int Next(this int i) => i + 1; }", "E")]
    [InlineData("an extension property", "Low/User.cs", "class User { int x = 1.Next; }", "High/E.cs", "static class E { extension(int i) { public int Next => i + 1; } }", "E")]
    [InlineData("a static extension", "Low/User.cs", "class User { int x = User.Answer; }", "High/E.cs", "static class E { extension(User) { public static int Answer => 42; } }", "E")]
    [InlineData("a nested type", "Low/User.cs", "class User { High.Inner? x; }", "High/H.cs", "class High { public class Inner; }", "High")]
    [InlineData("a generic argument", "Low/User.cs", "class User { List<High> x = []; }", "High/H.cs", "class High;", "High")]
    [InlineData("an attribute", "Low/User.cs", "[High] class User;", "High/H.cs", "class HighAttribute : Attribute;", "HighAttribute")]
    [InlineData("a room above", "High/First/User.cs", "class User { Second? x; }", "High/Second/S.cs", "class Second;", "Second")]
    [InlineData("the floor above its rooms", "High/Second/User.cs", "class User { High? x; }", "High/H.cs", "class High;", "High")]
    [InlineData("a folder in a room", "High/First/Deeper/User.cs", "class User { Second? x; }", "High/Second/Deeper/S.cs", "class Second;", "Second")]
    [InlineData("the next room", "Top/Left/User.cs", "class User { R? x; }", "Top/Right/R.cs", "class R;", "R")]
    [InlineData("the next room, before", "Top/Right/User.cs", "class User { L? x; }", "Top/Left/L.cs", "class L;", "L")]
    [InlineData("a room from its floor", "Top/User.cs", "class User { L? x; }", "Top/Left/L.cs", "class L;", "L")]
    public void Reference_ThatGoesUpOrNextDoor_IsFound(string what, string file, string text, string used, string usedText, string type)
    {
        SourceCode code = new(Low, (file, text), (used, usedText));
        House.Forbidden(code.References).Should().Equal([$"{file}:1 uses {type} ({used}), but {House.PlaceOf(file)} may not use {House.PlaceOf(used)}"], what);
    }

    [Theory]
    [InlineData("a type below", "High/User.cs", "class User { int x = Low.Number; }", "High/H.cs", "class H;")]
    [InlineData("a room below", "High/Second/User.cs", "class User { First? x; }", "High/First/F.cs", "class First;")]
    [InlineData("a room of one's floor", "High/User.cs", "class User { First? x; }", "High/First/F.cs", "class First;")]
    [InlineData("the floor of one's room", "Top/Right/User.cs", "class User { T? x; }", "Top/T.cs", "class T;")]
    [InlineData("a part of a type that is below, too", "High/User.cs", "class User { Low x; }", "Top/T.cs", "partial class Low;")]
    [InlineData("an extension of what is below", "Top/User.cs", "class User { int x = 1.Next; }", "High/E.cs", "static class E { extension(int i) { public int Next => i + 1; } }")]
    [InlineData("a name in a comment", "Low/User.cs", "/// <see cref=\"High\"/>\nclass User;", "High/H.cs", "class High;")]
    public void Reference_ThatGoesDown_IsAllowed(string what, string file, string text, string other, string otherText)
    {
        SourceCode code = new(Low, (file, text), (other, otherText));
        House.Forbidden(code.References).Should().BeEmpty(what);
    }

    [Fact]
    public void Name_OfNothing_IsNotPassedOver() => FluentActions.Invoking(() => new SourceCode(("Low/User.cs", "class User { Unknown? x; }")))
        .Should().Throw<AggregateException>().WithInnerException<InvalidOperationException>().WithMessage("Low/User.cs:1: what Unknown means was not found.");

    [Theory]
    [InlineData("Ground.cs")]
    [InlineData("Elsewhere/File.cs")]
    [InlineData("Lower/File.cs")]
    public void File_OnNoFloor_IsRefused(string file) => House.Invoking(house => house.PlaceOf(file)).Should().Throw<ArgumentException>()
        .WithMessage($"{file} is in none of the folders Low, High/First, High/Second, High, Top, Top/Left, Top/Right.");

    [Theory]
    [InlineData("M(1, 2, 3, 4, 5, 6, 7)", 7)]
    [InlineData("M(1, 2, 3, 4, 5, 6)", 6)]
    [InlineData("P(1, 2, 3, 4, 5, 6, 7, 8)", 2)]
    [InlineData("new C(1, 2)", 2)]
    [InlineData("(C)new(1, 2)", 2)]
    [InlineData("7.E(1, 2)", 2)]
    [InlineData("((Func<int, int, int>)Math.Max)(1, 2)", 2)]
    public void Call_OfTheLibrary_CountsItsArguments(string call, int arguments)
    {
        const string Declarations = """
            class C(int a, int b)
            {
                static int M(int a, int b, int c, int d, int e, int f, int g = 7) => a;
                static int P(int a, params int[] b) => a;
                object Called() => CALL;
            }
            static class X { public static int E(this int a, int b, int c) => b; }
            """;
        new SourceCode(("Low/C.cs", Declarations.Replace("CALL", call))).Calls.Select(found => found.Arguments).Should().Equal(arguments);
    }

    [Fact]
    public void Call_OfOthers_IsNotCounted() =>
        new SourceCode(("Low/C.cs", "class C { string x = string.Concat(\"1\", \"2\", \"3\", \"4\"); }")).Calls.Should().BeEmpty();

    [Fact]
    public void Tables_OfAHouse_MarkWhoUsesWhom()
    {
        SourceCode code = new(
            Low, ("High/User.cs", "class User { int x = Low.Number; Low2 a = new(), b = new(); }"), ("Low/Low2.cs", "class Low2;"), ("Top/T.cs", "class T { User? u; }"),
            ("High/First/F.cs", "class F { int x = Low.Number; }"), ("High/Second/S.cs", "class S { F? f; }"), ("Top/Left/L.cs", "class L { T? t; }"));
        FloorTables.Of(House, code.References).Should().Be("""
            | uses | Low | High | Top |
            |---|:-:|:-:|:-:|
            | **Top** |  | ✓ | · |
            | **High** | ✓ | · |  |
            | **Low** | · |  |  |

            | uses | First | Second | High |
            |---|:-:|:-:|:-:|
            | **High** |  |  | · |
            | **Second** | ✓ | · |  |
            | **First** | · |  |  |

            | uses | Top | Left | Right |
            |---|:-:|:-:|:-:|
            | **Right** |  |  | · |
            | **Left** | ✓ | · |  |
            | **Top** | · |  |  |

            """);
    }
}
