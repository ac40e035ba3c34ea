using ContactsPS.Benchmarks.Reporting;

namespace ContactsPS.Benchmarks.Scaling;

/// <summary>A duration in words.</summary>
internal static class Span
{
    public static string Of(double seconds) => seconds switch
    {
        < 1 => $"{MetricText.Of(seconds * 1000)} ms",
        < 120 => $"{MetricText.Of(seconds)} s",
        < 7200 => $"{MetricText.Of(seconds / 60)} min",
        < 172_800 => $"{MetricText.Of(seconds / 3600)} h",
        _ => $"{MetricText.Of(seconds / 86_400)} days",
    };
}
