namespace ContactsPS.Client.Http;

/// <summary>
/// Tells whether answers take longer and longer: a short average that has left a long one behind. Two averages instead of the best latency
/// ever seen, for one quick answer (the last, short page) must not make all others look slow. Not thread-safe.
/// </summary>
internal sealed class LatencyTrend
{
    private const double Short = 0.25;
    private const double Long = 0.02;
    private const int FewestAnswers = 10;

    // Below this a rise is noise of the machine, not of the service.
    private const double NoiseMilliseconds = 200;

    private double shortAverage;
    private double longAverage;
    private int answers;

    /// <summary>Takes note of an answer's latency.</summary>
    /// <returns>True where the recent answers took more than twice as long as the earlier ones; then the recent ones are forgotten.</returns>
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
