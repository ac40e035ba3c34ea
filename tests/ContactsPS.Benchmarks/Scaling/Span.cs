using ContactsPS.Benchmarks.Reporting;

namespace ContactsPS.Benchmarks.Scaling;

/// <summary>A time as one speaks of it.</summary>
internal static class Span
{
    public static string Of(double seconds) => seconds switch
    {
        < 1 => $"{Figures.Of(seconds * 1000)} ms",
        < 120 => $"{Figures.Of(seconds)} s",
        < 7200 => $"{Figures.Of(seconds / 60)} min",
        < 172_800 => $"{Figures.Of(seconds / 3600)} h",
        _ => $"{Figures.Of(seconds / 86_400)} days",
    };
}
