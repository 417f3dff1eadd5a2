using System.Numerics;

namespace ShallowNet.Tests;

[Collection(typeof(Alone))]
public sealed class EstimatorAllocationInDouble : EstimatorAllocationTests<double>;

[Collection(typeof(Alone))]
public sealed class EstimatorAllocationInFloat : EstimatorAllocationTests<float>;

/// <summary>Warm predictions of single samples allocate nothing, in bytes.</summary>
public abstract class EstimatorAllocationTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static TheoryData<string, string> Cases
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (string estimator in EstimatorUnderTest<T>.All.Keys)
            {
                foreach (string configuration in EstimatorConfigurations.All.Keys.Where(name =>
                    !EstimatorConfigurations.Exceptions.Any(exception => exception.Check is null && exception.Covers("", estimator, name))))
                {
                    data.Add(estimator, configuration);
                }
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Predict_OneSample_AllocatesNothing(string estimator, string configuration)
    {
        EstimatorUnderTest<T> subject = EstimatorUnderTest<T>.All[estimator];
        ModelUnderTest<T> model = subject.Fit(subject.X, subject.Y, EstimatorConfigurations.All[configuration]);
        T[] x = subject.X.Column(0).ToArray(), values = new T[model.ValuesPerSample];
        Allocations.Measure(() => model.Values(x, values)).Should().Be(0);
    }
}
