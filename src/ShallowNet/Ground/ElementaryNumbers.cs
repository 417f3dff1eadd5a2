namespace ShallowNet;

/// <summary>The numbers in <see cref="Elementary"/>'s formulas: written once for its vectors and for exported C# source.</summary>
/// <remarks>Polynomials are Chebyshev fits of the functions named, the coefficient of the highest power first.</remarks>
internal static class ElementaryNumbers
{
    /// <summary>log₂ e.</summary>
    public const double Log2E = 1.4426950408889634;

    /// <summary>ln 2.</summary>
    public const double Ln2 = 0.6931471805599453;

    /// <summary>√2 − 1, from which on ln(1 + x) takes out a factor of 2.</summary>
    public const double Root2Minus1 = 0.41421356237309503;

    /// <summary>From here on down eˣ − 1 is −1: to the last bit it is so from −38 on (double; −18 for float).</summary>
    public const double Expm1Lowest = -60;

    /// <summary>From here on tanh is 1: to the last bit it is so from 20 on (double; 10 for float).</summary>
    public const double TanhHighest = 30;

    /// <summary>From here on down eˣ is 0.</summary>
    public const double ExpLowestInDouble = -760;

    /// <inheritdoc cref="ExpLowestInDouble"/>
    public const double ExpLowestInFloat = -120;

    /// <summary>From here on eˣ is ∞.</summary>
    public const double ExpHighestInDouble = 720;

    /// <inheritdoc cref="ExpHighestInDouble"/>
    public const double ExpHighestInFloat = 100;

    /// <summary>The larger part of ln 2, with so few bits that its product with an exponent is exact.</summary>
    public const double Ln2HighInDouble = 0.6931471805598903;

    /// <inheritdoc cref="Ln2HighInDouble"/>
    public const double Ln2HighInFloat = 0.693359375;

    /// <summary>The rest of ln 2.</summary>
    public const double Ln2LowInDouble = 5.497923018708371e-14;

    /// <inheritdoc cref="Ln2LowInDouble"/>
    public const double Ln2LowInFloat = -2.1219444005469057e-4;

    /// <summary>What <see cref="Ln2"/>, rounded to the precision, lacks of ln 2.</summary>
    public const double Ln2LostInDouble = 2.3190468138462996e-17;

    /// <inheritdoc cref="Ln2LostInDouble"/>
    public const double Ln2LostInFloat = -1.9046542e-9;

    /// <summary>(eʳ − 1 − r)/r² in r for |r| ≤ ln(2)/2; error 1.4e-18.</summary>
    public static ReadOnlySpan<double> ExpInDouble =>
    [
        2.0914686968086877233e-9, 2.5105217004720745164e-8, 2.7557273643110295328e-7, 2.755725540020642443e-6,
        0.000024801587325547741216, 0.00019841269874820625271, 0.0013888888888883748305, 0.0083333333333261351258,
        0.041666666666669669755, 0.16666666666666670991, 0.5,
    ];

    /// <summary>The same for float; error 6.5e-8.</summary>
    public static ReadOnlySpan<double> ExpInFloat =>
    [
        0.0013926183587713494542, 0.0083631790527225773704, 0.041666554617204574203, 0.16666576989698775683, 0.5,
    ];

    /// <summary>(2·artanh(s)/s − 2)/s² in s² for s = f/(2 + f) with 1 + f in [√½, √2); error 3.1e-16.</summary>
    public static ReadOnlySpan<double> ArtanhInDouble =>
    [
        0.14617807153417324964, 0.15331611722055007885, 0.18182892432536871201, 0.22222211089379496214, 0.28571428626253837606,
        0.39999999999898890514, 0.66666666666666697077,
    ];

    /// <summary>The same for float; error 1.2e-9.</summary>
    public static ReadOnlySpan<double> ArtanhInFloat =>
    [
        0.23331614471843499235, 0.28550778633191965434, 0.40000122211810649396, 0.6666666655404201243,
    ];

    /// <summary>(cos πf − 1)/f² in f² for |f| ≤ ½; error 1.0e-19.</summary>
    public static ReadOnlySpan<double> CosPiInDouble =>
    [
        -1.3479054836358118186e-7, 4.3012037208516143418e-6, -0.00010463763434072598895, 0.0019295742401671151295,
        -0.025806891384027284812, 0.23533063035860233212, -1.3352627688545824152, 4.0587121264167681518, -4.9348022005446793093,
    ];

    /// <summary>The same for float; error 3.6e-9.</summary>
    public static ReadOnlySpan<double> CosPiInFloat =>
    [
        -0.024627111595228458118, 0.23507436832239593494, -1.3352399607008951916, 4.0587114146834378077, -4.934802196986985249,
    ];

    /// <summary>(sin πf)/f in f² for |f| ≤ ½; error 6.5e-19.</summary>
    public static ReadOnlySpan<double> SinPiInDouble =>
    [
        7.6978267682241906454e-7, -0.000021903497074626017191, 0.00046629981618983938014, -0.0073704305059169434047,
        0.08214588657310289502, -0.59926452931894468132, 2.5501640398773004745, -5.1677127800499696077, 3.1415926535897932378,
    ];

    /// <summary>The same for float; error 1.4e-8.</summary>
    public static ReadOnlySpan<double> SinPiInFloat =>
    [
        0.077655912276013869413, -0.5982904112834275349, 2.5500773865289118653, -5.1677100766683144093, 3.1415926400772032517,
    ];

    /// <summary>ln cosh(x/2)/x² in x² for |x| ≤ 1; error 1.4e-18.</summary>
    public static ReadOnlySpan<double> LogCoshInDouble =>
    [
        -7.2794017531225206317e-12, 1.1695096841904228195e-10, -1.3791927676703444377e-9, 1.5653997500011703667e-8,
        -1.8032017354477322186e-7, 2.1356914864280408825e-6, -0.000026351686391691886315, 0.00034722222221309069176,
        -0.0052083333333330545129, 0.12499999999999999859,
    ];

    /// <summary>The same for float; error 3.0e-10.</summary>
    public static ReadOnlySpan<double> LogCoshInFloat =>
    [
        1.7382348986042746309e-6, -0.000026015845727196455205, 0.00034710349911931722685, -0.0052083184807844929319,
        0.12499999970050161278,
    ];
}
