namespace ContactsPS.Benchmarks.Reporting;

/// <summary>What a figure counts.</summary>
internal enum Unit
{
    Seconds,
    Microseconds,
    Megabytes,
    Requests,
}
