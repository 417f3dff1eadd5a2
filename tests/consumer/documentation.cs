#!/usr/bin/env dotnet
// Checks that the documentation in packages is of public members alone, and that there is some:
//
//     dotnet run tests/consumer/documentation.cs FOLDER/*.nupkg
using System.IO.Compression;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;

int internals = 0;
foreach (string package in args)
{
    using ZipArchive zip = ZipFile.OpenRead(package);
    ZipArchiveEntry documentation = zip.Entries.Single(entry => entry.FullName.StartsWith("lib/", StringComparison.Ordinal) && entry.FullName.EndsWith(".xml", StringComparison.Ordinal));
    ZipArchiveEntry library = zip.GetEntry(Path.ChangeExtension(documentation.FullName, ".dll"))!;
    using Stream text = documentation.Open(), code = library.Open();
    using MemoryStream memory = new();
    code.CopyTo(memory);
    memory.Position = 0;
    using PEReader file = new(memory);
    HashSet<string> visible = VisibleNames(file.GetMetadataReader());
    string[] members = [.. XDocument.Load(text).Descendants("member").Select(member => member.Attribute("name")!.Value)];
    string[] hidden = [.. members.Where(member => !visible.Contains(NameOf(member)))];
    foreach (string member in hidden)
    {
        Console.WriteLine($"{library.Name} documents {member}, which is not public.");
    }

    Console.WriteLine($"{documentation.Name}: {members.Length} members are documented, {hidden.Length} of them not public");
    internals += hidden.Length + (members.Length == 0 ? 1 : 0);
}

return internals == 0 && args.Length > 0 ? 0 : 1;

// M:A.B`1.C``1(D) is A.B`1.C.
static string NameOf(string member) => Regex.Replace(Regex.Replace(member[2..], @"[(~].*$", ""), @"``\d+$", "").Replace("#ctor", ".ctor", StringComparison.Ordinal);

static HashSet<string> VisibleNames(MetadataReader reader)
{
    HashSet<string> names = [];
    foreach (TypeDefinitionHandle handle in reader.TypeDefinitions)
    {
        if (FullName(reader, handle) is not { } type)
        {
            continue;
        }

        TypeDefinition definition = reader.GetTypeDefinition(handle);
        names.Add(type);
        foreach (MethodDefinition method in definition.GetMethods().Select(reader.GetMethodDefinition))
        {
            if (IsVisible(method.Attributes & MethodAttributes.MemberAccessMask))
            {
                string name = reader.GetString(method.Name);
                names.Add($"{type}.{name.Replace('.', '#').Replace("#ctor", ".ctor", StringComparison.Ordinal)}");
                names.Add($"{type}.{Regex.Replace(name, "^(get|set|add|remove)_", "")}");
            }
        }

        foreach (FieldDefinition field in definition.GetFields().Select(reader.GetFieldDefinition))
        {
            if ((field.Attributes & FieldAttributes.FieldAccessMask) is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem)
            {
                names.Add($"{type}.{reader.GetString(field.Name)}");
            }
        }
    }

    return names;
}

static bool IsVisible(MethodAttributes access) => access is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem;

// Null where nobody outside sees the type.
static string? FullName(MetadataReader reader, TypeDefinitionHandle handle)
{
    TypeDefinition type = reader.GetTypeDefinition(handle);
    string name = reader.GetString(type.Name);
    if (type.GetDeclaringType() is { IsNil: false } outer)
    {
        bool isVisible = (type.Attributes & TypeAttributes.VisibilityMask) is TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem;
        return isVisible && FullName(reader, outer) is { } around ? $"{around}.{name}" : null;
    }

    return (type.Attributes & TypeAttributes.VisibilityMask) == TypeAttributes.Public ? $"{reader.GetString(type.Namespace)}.{name}" : null;
}
