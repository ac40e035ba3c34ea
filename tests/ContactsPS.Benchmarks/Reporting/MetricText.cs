using System.Globalization;
using ContactsPS.Benchmarks.Measuring;

namespace ContactsPS.Benchmarks.Reporting;

/// <summary>Figures as the table shows them: the median, and in brackets the minimum and the maximum.</summary>
internal static class MetricText
{
    public static string Of(Samples samples, Unit unit)
    {
        if (unit == Unit.Requests)
        {
            return $"{Whole((long)samples.Median)} ({Whole((long)samples.Min)}-{Whole((long)samples.Max)})";
        }

        var (factor, name) = unit switch
        {
            Unit.Seconds when Math.Abs(samples.Median) < 1 => (1000.0, " ms"),
            Unit.Seconds => (1.0, " s"),
            Unit.Microseconds => (1.0, " us"),
            _ => (1.0, " MB"),
        };
        return Of(samples.Times(factor), name);
    }

    /// <summary>A ratio, without a unit.</summary>
    public static string Of(Samples samples) => Of(samples, string.Empty);

    /// <summary>With three significant digits.</summary>
    public static string Of(double value) => value.ToString(
        Math.Abs(value) switch { >= 100 => "0", >= 10 => "0.0", 0 => "0", _ => "0.00" },
        CultureInfo.InvariantCulture);

    /// <summary>A whole number with spaces between thousands.</summary>
    public static string Whole(long value) => value.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');

    private static string Of(Samples samples, string unit) => samples.Values.Count == 1
        ? $"{Of(samples.Median)}{unit}"
        : $"{Of(samples.Median)}{unit} ({Of(samples.Min)}-{Of(samples.Max)})";
}
