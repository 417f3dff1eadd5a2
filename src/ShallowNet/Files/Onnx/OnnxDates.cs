namespace ShallowNet;

/// <summary>Dates of a table in an ONNX graph: whole numbers of seconds since 1970, of which the parts are computed as the library does it.</summary>
internal static class OnnxDates
{
    /// <summary>Adds the features of a column. What no feature needs is not computed.</summary>
    public static void Add(OnnxGraph graph, OnnxColumn column, DateEncoder encoder, List<string> features)
    {
        string isGap = column.Node("Equal", "isGap", column.Input, graph.Integer("gapOfDates", DateColumn.Gap));
        if (encoder.Parts != DateParts.Gap)
        {
            AddOfSeconds(graph, column, encoder, isGap, features);
        }

        if (encoder.Parts.HasFlag(DateParts.Gap))
        {
            features.Add(column.Cast("gap", isGap, OnnxType.Float));
        }
    }

    private static void AddOfSeconds(OnnxGraph graph, OnnxColumn column, DateEncoder encoder, string isGap, List<string> features)
    {
        bool hasMonth = encoder.Parts.HasFlag(DateParts.Month), hasWeekday = encoder.Parts.HasFlag(DateParts.Weekday), hasHour = encoder.Parts.HasFlag(DateParts.Hour);
        string seconds = column.Node("Where", "seconds", isGap, column.Integer("fill", encoder.Fill), column.Input);
        if (encoder.Age is not null)
        {
            string rest = column.Cast("restOfSeconds", column.Node("Sub", "secondsToLatest", column.Integer("latest", encoder.Latest), seconds), OnnxType.Double);
            string age = column.Node("Div", "age", rest, graph.Double("secondsOfDayInDouble", DateNumbers.SecondsOfDay));
            features.Add(column.Cast("ageScaled", OnnxNumbers.AddTransform(column, encoder.Age, "age_", age), OnnxType.Float));
        }

        Arithmetic parts = new(graph, column);
        bool hasDay = encoder.Year is not null || hasMonth || hasWeekday;
        string secondOfDay = hasDay || hasHour ? parts.Mod("secondOfDay", seconds, DateNumbers.SecondsOfDay) : "";
        string days = hasDay ? parts.Div("days", column.Node("Sub", "secondsOfWholeDays", seconds, secondOfDay), DateNumbers.SecondsOfDay) : "";
        if (encoder.Year is not null || hasMonth)
        {
            string sinceMarch = parts.Add("daysSinceMarch", days, 719_468), dayOfEra = parts.Mod("dayOfEra", sinceMarch, 146_097);
            string yearOfEra = AddYearOfEra(column, parts, dayOfEra), month = AddMonth(column, parts, dayOfEra, yearOfEra);
            if (encoder.Year is not null)
            {
                string era = parts.Div("era", column.Node("Sub", "daysOfWholeEras", sinceMarch, dayOfEra), 146_097);
                string fromNewYear = column.Cast("isNextYear", parts.Less("isBeforeMarch", month, 2), OnnxType.Int64);
                string year = column.Node("Add", "year", column.Node("Add", "yearFromMarch", yearOfEra, parts.Mul("yearsOfEras", era, 400)), fromNewYear);
                string scaled = OnnxNumbers.AddTransform(column, encoder.Year, "year_", column.Cast("yearInDouble", year, OnnxType.Double));
                features.Add(column.Cast("yearScaled", scaled, OnnxType.Float));
            }

            if (hasMonth)
            {
                features.Add(AddPlace(graph, column, "month", (month, isGap), Cycle.Months));
            }
        }

        if (hasWeekday)
        {
            // 1 January 1970 was a Thursday.
            features.Add(AddPlace(graph, column, "weekday", (parts.Mod("weekday", parts.Add("daysFromSunday", days, 4), 7), isGap), Cycle.Weekdays));
        }

        if (hasHour)
        {
            features.Add(AddPlace(graph, column, "hour", (parts.Div("hour", secondOfDay, 3600), isGap), Cycle.Hours));
        }
    }

    /// <summary>Adds the year, from 0 to 399, of a day of 400 years, as <see cref="DateNumbers.Of"/> has it.</summary>
    private static string AddYearOfEra(OnnxColumn column, Arithmetic parts, string dayOfEra)
    {
        string without4 = column.Node("Sub", "withoutLeapDays", dayOfEra, parts.Div("leapDays", dayOfEra, 1_460));
        string with100 = column.Node("Add", "withCenturies", without4, parts.Div("centuries", dayOfEra, 36_524));
        return parts.Div("yearOfEra", column.Node("Sub", "withoutLastDay", with100, parts.Div("lastDay", dayOfEra, 146_096)), 365);
    }

    /// <summary>Adds the month from 0 on, January, of a day of 400 years that begin with March.</summary>
    private static string AddMonth(OnnxColumn column, Arithmetic parts, string dayOfEra, string yearOfEra)
    {
        string before = column.Node("Add", "daysWithLeap", parts.Mul("daysOfYears", yearOfEra, 365), parts.Div("fourths", yearOfEra, 4));
        string dayOfYear = column.Node("Sub", "dayOfYear", dayOfEra, column.Node("Sub", "daysBefore", before, parts.Div("hundredths", yearOfEra, 100)));
        string fromMarch = parts.Div("monthFromMarch", parts.Add("scaledDays", parts.Mul("fiveDays", dayOfYear, 5), 2), 153);
        return parts.Mod("month", parts.Add("monthFromNovember", fromMarch, 2), 12);
    }

    /// <summary>Adds the sine and the cosine of a place on a circle, or its middle for a gap.</summary>
    private static string AddPlace(OnnxGraph graph, OnnxColumn column, string part, (string Number, string IsGap) at, (double Sine, double Cosine)[] circle)
    {
        string table = graph.Circle($"{part}s", circle);
        string list = column.Node("Squeeze", $"{part}List", at.Number, graph.Integers("columnAxis", 1));
        return column.Node("Where", $"{part}Place", at.IsGap, graph.Scalar("middle", 0), column.Node("Gather", $"{part}OnCircle", table, list));
    }

    /// <summary>Nodes of a whole number and a constant.</summary>
    private readonly struct Arithmetic(OnnxGraph graph, OnnxColumn column)
    {
        public string Add(string output, string number, long constant) => Node("Add", output, number, constant);

        public string Mul(string output, string number, long constant) => Node("Mul", output, number, constant);

        /// <summary>The quotient of a number that is not negative, without its fraction; or of one that leaves no rest.</summary>
        public string Div(string output, string number, long constant) => Node("Div", output, number, constant);

        /// <summary>The rest, which is not negative.</summary>
        public string Mod(string output, string number, long constant) => Node("Mod", output, number, constant);

        public string Less(string output, string number, long constant) => Node("Less", output, number, constant);

        private string Node(string operation, string output, string number, long constant) =>
            column.Node(operation, output, number, graph.Integer(Invariant($"whole{constant}"), constant));
    }
}
