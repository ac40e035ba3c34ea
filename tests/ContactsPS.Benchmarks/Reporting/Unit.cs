namespace ContactsPS.Benchmarks.Reporting;

/// <summary>The unit of a figure.</summary>
internal enum Unit
{
    Seconds,
    Microseconds,
    Megabytes,
    Requests,
}
