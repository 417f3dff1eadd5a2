using System.Globalization;
using System.Text;

namespace Playground;

/// <summary>A training as a program in C# that gives the same bits.</summary>
internal static class ProgramText
{
    private const string Hashing =
        """
        static string Hash(Network<double> network)
        {
            using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            for (int l = 1; l <= network.L; l++)
            {
                foreach (double parameter in network.W[l].ToColumnMajorArray().Concat(network.b[l].ToColumnMajorArray()))
                {
                    hash.AppendData(BitConverter.GetBytes(parameter));
                }
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }

        """;

    /// <summary>The program.</summary>
    /// <param name="lab">The training; the program does as many epochs as it has done.</param>
    /// <param name="isInClone">Whether it refers to the library's project, for a file in the folder samples, and not to the package.</param>
    public static string Of(Lab lab, bool isInClone)
    {
        Setup setup = lab.Setup;
        bool hasValidation = setup.Share > 0;
        StringBuilder text = new();
        text.Append(isInClone ? "#:project ../src/ShallowNet/ShallowNet.csproj\n" : $"#:package ShallowNet@{typeof(ShallowNet.Network).Assembly.GetName().Version!.ToString(3)}\n");
        text.Append("\nusing System;\nusing System.Linq;\nusing System.Security.Cryptography;\nusing MathNet.Numerics.LinearAlgebra;\nusing ShallowNet;\n\n");
        text.Append(CultureInfo.InvariantCulture, $"// {setup.Data.Title}: {lab.Train.Y.ColumnCount + (lab.Validation?.Y.ColumnCount ?? 0)} points of the plane.\n");
        text.Append(setup.Data.Make is null ? OwnPoints(setup) : setup.Data.CSharp
            .Replace("{m}", Text(setup.Samples), StringComparison.Ordinal)
            .Replace("{noise}", Text(setup.Noise), StringComparison.Ordinal)
            .Replace("{seed}", Text(setup.DataSeed), StringComparison.Ordinal));
        if (hasValidation)
        {
            text.Append(CultureInfo.InvariantCulture, $"var (train, validation) = Split.TrainTest(points, Y, testShare: {Text(setup.Share)}, seed: {setup.DataSeed});\n(points, Y) = train;\n");
        }

        Inputs(text, setup, hasValidation);
        Network(text, lab);
        Training(text, lab, hasValidation);
        text.Append("Console.WriteLine(FormattableString.Invariant($\"J {network.Cost(network.Forward(X), Y):R}\"));\n");
        text.Append("Console.WriteLine($\"parameters {Hash(network)}\");\n\n");
        return text.Append(Features(setup)).Append('\n').Append(Hashing).ToString();
    }

    private static string OwnPoints(Setup setup)
    {
        StringBuilder text = new("double[][] given =\n[\n");
        foreach (OwnPoint[] row in setup.Points.Chunk(4))
        {
            text.Append("    ").AppendJoin(", ", row.Select(point => $"[{Text(point.X1)}, {Text(point.X2)}, {Text(point.Label)}]")).Append(",\n");
        }

        int classes = setup.Data.IsRegression ? 0 : Lab.ClassesOf(setup.Points);
        return text.Append("];\nMatrix<double> points = Matrix<double>.Build.Dense(2, given.Length, (i, j) => given[j][i]);\n")
            .Append(classes > 2
                ? $"Matrix<double> Y = OneHot.Encode<double>([.. given.Select(point => (int)point[2])], classes: {Text(classes)});\n"
                : "Matrix<double> Y = Matrix<double>.Build.Dense(1, given.Length, (_, j) => given[j][2]);\n")
            .ToString();
    }

    private static void Inputs(StringBuilder text, Setup setup, bool hasValidation)
    {
        text.Append("Matrix<double> X = Features(points);\n");
        if (hasValidation)
        {
            text.Append("Matrix<double> Xv = Features(validation.X);\n");
        }

        if (setup.IsScaled)
        {
            text.Append("Standardizer scaler = Standardizer.Fit(X);\nX = scaler.Transform(X);\n").Append(hasValidation ? "Xv = scaler.Transform(Xv);\n" : "");
        }
    }

    private static string Features(Setup setup)
    {
        StringBuilder text = new("static Matrix<double> Features(Matrix<double> points) => Matrix<double>.Build.Dense(");
        text.Append(CultureInfo.InvariantCulture, $"{setup.Features.Count}, points.ColumnCount, (i, j) => Feature(i, points[0, j], points[1, j]));\n\n");
        text.Append("static double Feature(int i, double x1, double x2) => i switch\n{\n");
        for (int i = 0; i < setup.Features.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"    {(i < setup.Features.Count - 1 ? Text(i) : "_")} => {setup.Features[i].CSharp},\n");
        }

        return text.Append("};\n").ToString();
    }

    private static void Network(StringBuilder text, Lab lab)
    {
        Setup setup = lab.Setup;
        text.Append(CultureInfo.InvariantCulture, $"\nvar network = Network.Create<double>(inputs: {setup.Features.Count}, seed: {setup.Seed}");
        text.Append(setup.Loss.CSharp.Length > 0 ? $", {setup.Loss.CSharp}" : "");
        foreach (int units in setup.Layers)
        {
            text.Append(Layer(units, setup.Activation.CSharp));
        }

        int outputs = lab.Network.Outputs;
        text.Append(Layer(outputs, setup.Data.IsRegression ? "Activation.Identity" : outputs == 1 ? "Activation.Sigmoid" : "Activation.Softmax")).Append(");\n");

        string Layer(int units, string activation) =>
            $",\n    new Dense({Text(units)}, {activation}){(setup.Initializer.CSharp.Length > 0 ? $" {{ Initializer = {setup.Initializer.CSharp} }}" : "")}";
    }

    private static void Training(StringBuilder text, Lab lab, bool hasValidation)
    {
        if (lab.Epochs == 0)
        {
            return;
        }

        Setup setup = lab.Setup;
        text.Append("network.Train(X, Y, new TrainingOptions\n{\n");
        text.Append(CultureInfo.InvariantCulture, $"    Optimizer = {setup.Optimizer.CSharp.Replace("{rate}", Text(setup.Rate), StringComparison.Ordinal)},\n");
        text.Append(CultureInfo.InvariantCulture, $"    Epochs = {lab.Epochs},\n    BatchSize = {(setup.Batch == 0 ? "TrainingOptions.FullBatch" : Text(setup.Batch))},\n");
        text.Append(setup.L2 > 0 ? $"    L2 = {Text(setup.L2)},\n" : "").Append(setup.L1 > 0 ? $"    L1 = {Text(setup.L1)},\n" : "");
        text.Append(CultureInfo.InvariantCulture, $"    Seed = {setup.Seed},\n}}{(hasValidation ? ", validation: (Xv, validation.Y)" : "")});\n");
    }

    /// <summary>A number as C# has it, so that it is the same number.</summary>
    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
