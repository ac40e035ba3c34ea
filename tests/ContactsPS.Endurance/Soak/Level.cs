using System.Globalization;

namespace ContactsPS.Endurance.Soak;

/// <summary>Whether something stays where it is: the median of the last quarter beside that of the second one, which is after the warm-up.</summary>
/// <param name="Name">What is measured, and in what unit.</param>
/// <param name="Of">Its part of a reading.</param>
/// <param name="Percent">By how much it may rise, in percent.</param>
/// <param name="Beside">And by how much beside that.</param>
/// <param name="IsJudgedShort">Whether some seconds are enough to judge it.</param>
internal sealed record Level(string Name, Func<Reading, double?> Of, double Percent, double Beside, bool IsJudgedShort)
{
    public const string Head = "what              second quarter    last quarter    at most";

    public static IReadOnlyList<Level> All { get; } =
    [
        new("working set, MB", reading => reading.WorkingSet, Percent: 10, Beside: 24, IsJudgedShort: false),
        new("managed heap, MB", reading => reading.Heap, Percent: 10, Beside: 16, IsJudgedShort: false),
        // How many connections are open depends on how many were closed by faults just now: up to what the throttle lets in.
        new("sockets", reading => reading.Sockets, Percent: 10, Beside: 48, IsJudgedShort: true),
        new("threads", reading => reading.Threads, Percent: 10, Beside: 16, IsJudgedShort: true),
        new("handles", reading => reading.Handles, Percent: 10, Beside: 64, IsJudgedShort: true),
    ];

    /// <returns>The line that says how it is, and whether it is level.</returns>
    public (string Line, bool Held) Judge(IReadOnlyList<Reading> readings, bool isShort)
    {
        var values = readings.Select(Of).OfType<double>().ToList();
        if (values.Count < readings.Count)
        {
            return ($"{Name,-16}  not measured on this system", true);
        }

        var quarter = values.Count / 4;
        var (before, after) = (Median(values.Skip(quarter).Take(quarter)), Median(values.TakeLast(quarter)));
        var limit = (before * (1 + (Percent / 100))) + Beside;
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
