namespace ShallowNet;

/// <summary>The numbers in the formulas of <see cref="ScalarFunctions.Sin"/> and <see cref="ScalarFunctions.Cos"/>, which make_scalar_numbers.py wrote beside the tests' golden numbers.</summary>
internal static class AngleNumbers
{
    /// <summary>π/2 as two doubles.</summary>
    public const double QuarterTurn = 1.5707963267948966, QuarterTurnLow = 6.123233995736766e-17;

    /// <summary>128 zeros and the first 1,280 bits of 2/π: so many that of the largest double, too, 190 bits behind the point are right.</summary>
    public static ReadOnlySpan<ulong> TwoOverPi =>
    [
        0x0000000000000000, 0x0000000000000000, 0xA2F9836E4E441529, 0xFC2757D1F534DDC0,
        0xDB6295993C439041, 0xFE5163ABDEBBC561, 0xB7246E3A424DD2E0, 0x06492EEA09D1921C,
        0xFE1DEB1CB129A73E, 0xE88235F52EBB4484, 0xE99C7026B45F7E41, 0x3991D639835339F4,
        0x9C845F8BBDF9283B, 0x1FF897FFDE05980F, 0xEF2F118B5A0A6D1F, 0x6D367ECF27CB09B7,
        0x4F463F669E5FEA2D, 0x7527BAC7EBE5F17B, 0x3D0739F78A5292EA, 0x6BFB5FB11F8D5D08,
        0x56033046FC7B6BAB, 0xF0CFBC209AF4361D,
    ];

    /// <summary>Taylor's coefficients of sin, of θ²⁹ down to θ¹⁷.</summary>
    public static ReadOnlySpan<double> SineHighPowers =>
    [
        1.1309962886447716e-31, -9.183689863795546e-29, 6.446950284384474e-26, -3.868170170630684e-23,
        1.9572941063391263e-20, -8.22063524662433e-18, 2.8114572543455206e-15,
    ];

    /// <summary>Those of θ¹⁵ down to θ³.</summary>
    public static ReadOnlySpan<double> Sine =>
    [
        -7.647163731819816e-13, 1.6059043836821613e-10, -2.505210838544172e-08, 2.7557319223985893e-06,
        -0.0001984126984126984, 0.008333333333333333, -0.16666666666666666,
    ];

    /// <summary>What <see cref="Sine"/> lacks.</summary>
    public static ReadOnlySpan<double> SineLow =>
    [
        -7.03872877733453e-30, 1.2585294588752098e-26, 1.448814070935912e-24, -1.858393274046472e-22,
        -1.7209558293420705e-22, 1.1564823173178714e-19, -9.25185853854297e-18,
    ];

    /// <summary>Taylor's coefficients of cos, of θ³⁰ down to θ¹⁸.</summary>
    public static ReadOnlySpan<double> CosineHighPowers =>
    [
        -3.7699876288159054e-33, 3.279889237069838e-30, -2.4795962632247976e-27, 1.6117375710961184e-24,
        -8.896791392450574e-22, 4.110317623312165e-19, -1.5619206968586225e-16,
    ];

    /// <summary>Those of θ¹⁶ down to θ².</summary>
    public static ReadOnlySpan<double> Cosine =>
    [
        4.779477332387385e-14, -1.1470745597729725e-11, 2.08767569878681e-09, -2.755731922398589e-07,
        2.48015873015873e-05, -0.001388888888888889, 0.041666666666666664, -0.5,
    ];

    /// <summary>What <see cref="Cosine"/> lacks.</summary>
    public static ReadOnlySpan<double> CosineLow =>
    [
        4.399205485834081e-31, -2.0655512752830745e-28, -1.20734505911326e-25, -2.3767714622250297e-23,
        2.1511947866775882e-23, 5.300543954373577e-20, 2.3129646346357427e-18, 0.0,
    ];
}
