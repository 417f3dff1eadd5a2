namespace ShallowNet.Tests;

/// <summary>The folders of a library in an order, each of which may use those before it.</summary>
/// <remarks>
/// A folder that is not named belongs to the nearest named one above it. A member belongs to the folder of the file that declares it, whatever its
/// type: extension members and parts of partial types belong where they are written. A type of several parts belongs to the lowest of their folders.
/// The rooms of the highest floor use what lies directly on it, but not each other.
/// </remarks>
internal sealed class House(params string[] places)
{
    /// <summary>The floors of ShallowNet, with the rooms of those where the order matters inside, too.</summary>
    public static House OfTheLibrary { get; } = new(
        "Ground",
        "Kernels",
        "Parts/Catalog", "Parts/Initializers", "Parts/Activations", "Parts/Losses", "Parts/Rates", "Parts/Optimizers", "Parts",
        "Data",
        "Metrics",
        "Network/Stages", "Network",
        "Training",
        "Models",
        "Files", "Files/Safetensors", "Files/Onnx", "Files/CSharp", "Files/Matlab");

    /// <summary>The floors, lowest first.</summary>
    public IReadOnlyList<string> Floors { get; } = [.. places.Select(FloorOf).Distinct()];

    /// <summary>The floor that a place or a file is on.</summary>
    public static string FloorOf(string place) => place.Split('/')[0];

    /// <summary>A floor and its rooms, lowest first.</summary>
    public IReadOnlyList<string> RoomsOf(string floor) => [.. places.Where(place => FloorOf(place) == floor)];

    /// <summary>The named folder that a file belongs to.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public string PlaceOf(string file)
    {
        for (int end = file.LastIndexOf('/'); end > 0; end = file.LastIndexOf('/', end - 1))
        {
            if (places.Contains(file[..end]))
            {
                return file[..end];
            }
        }

        throw new ArgumentException($"{file} is in none of the folders {string.Join(", ", places)}.");
    }

    /// <summary>The named folder that declares what a reference means.</summary>
    public string UsedPlaceOf(Reference reference) => reference.Homes.Select(PlaceOf).MinBy(place => Array.IndexOf(places, place))!;

    /// <summary>What is used where it may not be, a line for each type and place.</summary>
    public IEnumerable<string> Forbidden(IEnumerable<Reference> references) => (
        from reference in references
        let user = PlaceOf(reference.File)
        let used = UsedPlaceOf(reference)
        where !MayUse(user, used)
        select $"{reference.File}:{reference.Line} uses {reference.Type} ({string.Join(", ", reference.Homes)}), but {user} may not use {used}").Distinct();

    private bool MayUse(string user, string used)
    {
        bool isNextDoor = user != used && used.Contains('/') && FloorOf(user) == FloorOf(used) && FloorOf(used) == Floors[^1];
        return !isNextDoor && Array.IndexOf(places, used) <= Array.IndexOf(places, user);
    }
}
