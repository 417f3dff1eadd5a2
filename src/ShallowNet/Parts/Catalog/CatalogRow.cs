namespace ShallowNet;

/// <summary>How files know a member of the library: an activation, a loss or an initializer.</summary>
/// <param name="FileName">Its name in a file, which never changes.</param>
/// <param name="Number">The number that it was made with; null where it has none.</param>
/// <param name="Make">Makes a member of the same kind with another number; null where it has none.</param>
internal sealed record CatalogRow<TPart>(string FileName, double? Number = null, Func<double, TPart>? Make = null)
    where TPart : class;
