namespace ShallowNet;

/// <summary>Principal components: x becomes M x.</summary>
/// <param name="transform">M, a row for each component.</param>
internal sealed class ComponentsStep(MatlabNumbers transform) : ProcessStep("processpca", transform.Columns, transform.Rows)
{
    public override void FoldInto(LinearMap first) => first.MultiplyInputs(transform.Finite(), transform.Columns);

    public override void FoldBack(LinearMap last) =>
        throw new ModelFileException("The outputs must not be principal components, but processpca was applied to the targets.");
}
