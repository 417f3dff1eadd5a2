using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class OneHotTests
{
    [Fact]
    public void Encode_Labels_GivesAColumnForEach() =>
        OneHot.Encode<double>([2, 0, 1, 2], 3).Should().Be(Matrix<double>.Build.DenseOfRows([[0, 1, 0, 0], [0, 0, 1, 0], [1.0, 0, 0, 1]]));

    [Fact]
    public void Decode_Encoded_GivesTheLabels() => OneHot.Decode(OneHot.Encode<float>([2, 0, 1, 2], 3)).Should().Equal(2, 0, 1, 2);

    [Fact]
    public void Decode_OneRow_ChoosesClassOneAboveAHalf() =>
        OneHot.Decode(Matrix<double>.Build.DenseOfRows([[0.1, 0.5, 0.51, 1]])).Should().Equal(0, 0, 1, 1);

    [Fact]
    public void Decode_EqualElements_TakesTheFirst() =>
        OneHot.Decode(Matrix<double>.Build.DenseOfRows([[0.2, 1.0], [0.4, 1], [0.4, 0]])).Should().Equal(1, 0);

    [Fact]
    public void OneHot_BadInput_IsRefused()
    {
        Refused(() => OneHot.Encode<double>([0, 3], 3), "labels must lie within 0 and 2 (classes − 1), but labels[1] is 3.*");
        Refused(() => OneHot.Encode<double>([-1], 3), "labels must lie within 0 and 2 (classes − 1), but labels[0] is -1.*");
        Refused(() => OneHot.Encode<double>([], 3), "labels must have at least one element, but is empty.*");
        Refused(() => OneHot.Encode<double>([0], 0), "classes must be at least 1, but is 0.*");
        Refused(() => OneHot.Encode<double>(null!, 3), "labels must not be null.*");
        Refused(() => OneHot.Decode<double>(null!), "columns must not be null.*");
        Refused(() => OneHot.Decode(Matrix<double>.Build.Dense(2, 1, double.NaN)), "columns must be finite, but columns[0, 0] is NaN.*");
        FluentActions.Invoking(() => OneHot.Encode<Half>([0], 1)).Should().Throw<NotSupportedException>();
    }

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);
}
