namespace ContactsPS.Client.Http;

/// <summary>
/// Detects that responses become slower: a short-term average rises above a long-term one. The best latency so far would be a bad reference, because one quick
/// response (the last, short page) would make all others look slow. Not thread-safe.
/// </summary>
internal sealed class LatencyTrend
{
    private const double Short = 0.25;
    private const double Long = 0.02;
    private const int FewestAnswers = 10;

    // A smaller rise is noise of this machine, not of the service.
    private const double NoiseMilliseconds = 200;

    private double shortAverage;
    private double longAverage;
    private int answers;

    /// <summary>Records the latency of a response.</summary>
    /// <returns>True if recent responses took more than twice as long as earlier ones; the recent ones are then forgotten.</returns>
    public bool IsRising(TimeSpan latency)
    {
        var milliseconds = latency.TotalMilliseconds;
        shortAverage = answers == 0 ? milliseconds : shortAverage + (Short * (milliseconds - shortAverage));
        longAverage = answers == 0 ? milliseconds : longAverage + (Long * (milliseconds - longAverage));
        answers++;
        if (answers < FewestAnswers || shortAverage < (2 * longAverage) + NoiseMilliseconds)
        {
            return false;
        }

        shortAverage = longAverage;
        return true;
    }
}
