using System.Globalization;

namespace ContactsPS.Endurance.Soak;

/// <summary>Whether a value does not grow: compares the median of the last quarter with that of the second quarter, which is after the warm-up.</summary>
/// <param name="Name">What is measured, with its unit.</param>
/// <param name="Of">Selects the value of a reading.</param>
/// <param name="Percent">The allowed growth in percent.</param>
/// <param name="Allowance">The allowed growth in addition to the percentage.</param>
/// <param name="IsJudgedShort">Whether a few seconds are enough to judge it.</param>
internal sealed record Level(string Name, Func<Reading, double?> Of, double Percent, double Allowance, bool IsJudgedShort)
{
    public const string Head = "what              second quarter    last quarter    at most";

    public static IReadOnlyList<Level> All { get; } =
    [
        new("working set, MB", reading => reading.WorkingSet, Percent: 10, Allowance: 24, IsJudgedShort: false),
        new("managed heap, MB", reading => reading.Heap, Percent: 10, Allowance: 16, IsJudgedShort: false),
        // The number of open connections depends on how many faults have just closed: up to the concurrency limit.
        new("sockets", reading => reading.Sockets, Percent: 10, Allowance: 48, IsJudgedShort: true),
        new("threads", reading => reading.Threads, Percent: 10, Allowance: 16, IsJudgedShort: true),
        new("handles", reading => reading.Handles, Percent: 10, Allowance: 64, IsJudgedShort: true),
    ];

    /// <returns>The line of the table, and whether the value did not grow.</returns>
    public (string Line, bool Held) Judge(IReadOnlyList<Reading> readings, bool isShort)
    {
        var values = readings.Select(Of).OfType<double>().ToList();
        if (values.Count < readings.Count)
        {
            return ($"{Name,-16}  not measured on this system", true);
        }

        var quarter = values.Count / 4;
        var (before, after) = (Median(values.Skip(quarter).Take(quarter)), Median(values.TakeLast(quarter)));
        var limit = (before * (1 + (Percent / 100))) + Allowance;
        var isJudged = IsJudgedShort || !isShort;
        var verdict = !isJudged ? "too short to judge" : after <= limit ? "level" : "RISING";
        return (string.Create(CultureInfo.InvariantCulture, $"{Name,-16}  {before,14:0.0}    {after,12:0.0}    {limit,7:0.0}  {verdict}"), !isJudged || after <= limit);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
