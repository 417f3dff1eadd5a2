using System.Numerics;
using System.Runtime.InteropServices;

namespace ShallowNet.Tests;

/// <summary>
/// The features of a table have the same bits on every machine and with any instructions: of each scaling, the first 16 digits of the SHA-256 of the features in
/// both precisions.
/// </summary>
public sealed class TableFingerprintTests
{
    [Theory]
    [InlineData(NumberScaling.Smooth, "89b6fdb1883e9006")]
    [InlineData(NumberScaling.RobustSmooth, "a7a865ab9f2732eb")]
    [InlineData(NumberScaling.Standardize, "f89fc5c004ab64b6")]
    [InlineData(NumberScaling.Quantiles, "1e6830e3cfb2e4cb")]
    public void Features_OfATable_HaveTheSameBits(NumberScaling scaling, string fingerprint)
    {
        int[] numbers = [.. Enumerable.Range(0, 500).Select(i => i * 7919 % 1009)];
        Table table = new(
            Column.Of("amount", numbers.Select(i => i * 1.7 + 0.1)), Column.Of("gaps", numbers.Select(i => i % 7 == 0 ? double.NaN : i / 3.0)), Column.Of("city", numbers.Select(i => i % 11 == 0 ? null : $"town {i % 9 * i % 5}")),
            Column.Of("on", numbers.Select(i => i % 17 == 0 ? (bool?)null : i % 3 == 0)), Column.Of("since", numbers.Select(i => i % 19 == 0 ? (DateTime?)null : new DateTime(1969, 1, 1).AddSeconds(i * 134_567L))));
        TableEncoder encoder = TableEncoder.Fit(table.Take(Enumerable.Range(0, 300)), new EncoderOptions { Numbers = scaling });
        Sha256.Of((byte[])[.. Bytes<double>(encoder, table), .. Bytes<float>(encoder, table)], digits: 16).Should().Be(fingerprint);
    }

    private static byte[] Bytes<T>(TableEncoder encoder, Table table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => MemoryMarshal.AsBytes(ColumnMajor.Span(encoder.Transform<T>(table))).ToArray();
}
