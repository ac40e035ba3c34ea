using System.Globalization;

namespace ContactsPS.Benchmarks.Engines;

/// <summary>The measurement of a child process: a side, a value (seconds or megabytes) and the number of contacts.</summary>
internal sealed record MeasuredLine(string Side, double Value, long Count)
{
    public static MeasuredLine Parse(string line) =>
        line.Split(' ') is [var side, var value, var count]
        && double.TryParse(value, CultureInfo.InvariantCulture, out var number)
        && long.TryParse(count, CultureInfo.InvariantCulture, out var contacts)
            ? new MeasuredLine(side, number, contacts)
            : throw new InvalidOperationException($"A child process wrote \"{line}\".");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Side} {Value:0.000000} {Count}");
}
