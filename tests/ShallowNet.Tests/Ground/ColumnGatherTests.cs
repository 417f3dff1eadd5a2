using System.Numerics;

namespace ShallowNet.Tests;

public class ColumnGatherTests
{
    [Theory]
    [InlineData(1, 20, 0)]
    [InlineData(1, 20, 17)]
    [InlineData(3, 9, 8)]
    [InlineData(4, 9, 9)]
    [InlineData(7, 40, 31)]
    [InlineData(8, 40, 33)]
    [InlineData(9, 40, 16)]
    [InlineData(28, 5, 40)]
    [InlineData(100, 12, 12)]
    public void Copy_ColumnsInAnyOrderAndAgain_StandOneBesideTheOther(int rows, int columns, int taken)
    {
        CopiesEachColumn<float>(rows, columns, taken);
        CopiesEachColumn<double>(rows, columns, taken);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(9)]
    public void Copy_AColumnThatIsNotThere_IsRefused(int column)
    {
        float[] source = new float[5 * 9], destination = new float[5 * 16];
        foreach (int place in (int[])[0, 7, 15])
        {
            int[] columns = new int[16];
            columns[place] = column;
            FluentActions.Invoking(() => ColumnGather.Copy<float>(source, 5, columns, destination)).Should().Throw<ArgumentOutOfRangeException>();
        }
    }

    [Fact]
    public void Copy_TooLittleRoom_IsRefused() =>
        FluentActions.Invoking(() => ColumnGather.Copy<float>(new float[40], 5, new int[8], new float[39])).Should().Throw<ArgumentOutOfRangeException>();

    private static void CopiesEachColumn<T>(int rows, int columns, int taken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] source = [.. Enumerable.Range(0, rows * columns).Select(i => T.CreateChecked(i + 1))];
        int[] order = [.. Enumerable.Range(0, taken).Select(j => (7 * j + 3) % columns)];
        T[] destination = new T[rows * taken + 1];
        ColumnGather.Copy<T>(source, rows, order, destination);
        destination.Should().Equal([.. order.SelectMany(j => source.AsSpan(j * rows, rows).ToArray()), T.Zero]);
    }
}
