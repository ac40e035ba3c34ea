namespace ContactsPS.Benchmarks.Scaling;

/// <summary>
/// What a request costs without any distance, and what follows for many of them far away. One after the other each takes the latency and its own
/// time. With several in flight it is whichever is slower: the processors, which work through all of them, or the waiting, which they share. Before
/// that comes the start: one request alone, then four, then twice as many as before, until all that may be in flight are.
/// </summary>
/// <param name="OneByOne">Seconds a request, one after the other.</param>
/// <param name="InFlight">Seconds a request, with several in flight.</param>
internal sealed record FlowCost(double OneByOne, double InFlight)
{
    private const int AfterTheFirst = 4;

    /// <summary>Seconds that so many requests take.</summary>
    /// <param name="requests">How many.</param>
    /// <param name="latency">Seconds that each answer takes to come.</param>
    /// <param name="inFlight">How many at a time.</param>
    public double Seconds(double requests, double latency, int inFlight)
    {
        if (inFlight == 1)
        {
            return requests * (latency + OneByOne);
        }

        var seconds = 0.0;
        var left = requests;
        for (var atOnce = 1; atOnce < inFlight && left > 0; atOnce = atOnce == 1 ? AfterTheFirst : 2 * atOnce)
        {
            var sent = Math.Min(atOnce, left);
            seconds += Math.Max(sent * InFlight, latency + OneByOne);
            left -= sent;
        }

        return seconds + Math.Max(left * InFlight, Math.Ceiling(left / inFlight) * (latency + OneByOne));
    }
}
