using System.Globalization;

namespace ShallowNet;

/// <summary>Class labels as texts, and back: for the types whose values a text can hold.</summary>
internal static class Labels
{
    /// <summary>What files call the kinds of labels, which never changes: texts, an enumeration's members, and so on.</summary>
    public const string Texts = "text", Members = "enumeration", Guids = "guid", Truths = "truth", Characters = "character", Wholes = "whole", Numbers = "number";

    public static LabelsDocument Of(ClassLabels labels) => new()
    {
        Kind = KindOf(labels.LabelType) ?? throw new NotSupportedException(
            $"Labels must be texts, whole or decimal numbers, characters, truth values, Guids or an enumeration's to be saved, but are {labels.LabelType.Name}."),
        Labels = [.. labels.Boxed().Select(label => label is IFormattable formattable && label is not Enum
            ? formattable.ToString(label is float or double ? "R" : null, CultureInfo.InvariantCulture) : Invariant($"{label}"))],
    };

    /// <summary>Whether a file can hold labels of a type.</summary>
    public static bool CanHold(Type type) => KindOf(type) is not null;

    /// <summary>Whether one of the labels is a whole number that ulong holds, but not long.</summary>
    public static bool NeedUlong(LabelsDocument document) => Array.Exists(
        document.Labels, text => !long.TryParse(text, CultureInfo.InvariantCulture, out _) && ulong.TryParse(text, CultureInfo.InvariantCulture, out _));

    /// <summary>The labels of a file, which must be of the type's kind, all there and different.</summary>
    public static TLabel[] To<TLabel>(LabelsDocument document)
        where TLabel : notnull
    {
        if (document.Kind != KindOf(typeof(TLabel)))
        {
            string its = $"The file's labels are of the kind {FileText.Quoted(document.Kind)}";
            throw new ModelFileException(document.Kind is Texts or Members or Guids or Truths or Characters or Wholes or Numbers
                ? $"{its}, but TLabel is {typeof(TLabel).Name}: load the model with its labels as they are by MlpModel.Load."
                : $"{its}, which this version does not know.");
        }

        HashSet<string> met = [];
        if (Array.Find(document.Labels, text => !met.Add(ModelFile.Required(text, "a text for every label"))) is { } again)
        {
            throw new ModelFileException($"The file's labels must be different, but {FileText.Quoted(again)} is there twice.");
        }

        return Array.ConvertAll(document.Labels, text =>
        {
            try
            {
                return (TLabel)Parse(text, typeof(TLabel));
            }
            catch (Exception exception) when (exception is FormatException or OverflowException or ArgumentException or InvalidCastException)
            {
                throw new ModelFileException($"The file's label {FileText.Quoted(text)} is not one of {typeof(TLabel).Name}.");
            }
        });
    }

    private static object Parse(string text, Type type) =>
        type.IsEnum ? Enum.TryParse(type, text, out object? value) && Invariant($"{value}") == text ? value : throw new FormatException()
        : type == typeof(Guid) ? Guid.Parse(text)
        : Convert.ChangeType(text, type, CultureInfo.InvariantCulture);

    private static string? KindOf(Type type) =>
        type.IsEnum ? Members
        : type == typeof(Guid) ? Guids
        : Type.GetTypeCode(type) switch
        {
            TypeCode.String => Texts,
            TypeCode.Boolean => Truths,
            TypeCode.Char => Characters,
            TypeCode.SByte or TypeCode.Byte or TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Int64 or TypeCode.UInt64 => Wholes,
            TypeCode.Single or TypeCode.Double or TypeCode.Decimal => Numbers,
            _ => null,
        };
}
