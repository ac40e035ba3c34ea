namespace ContactsPS.Benchmarks.Scaling;

/// <summary>
/// The cost of a request without latency, and the resulting time for many requests with latency. One after the other, each takes the latency and its own time. With several in
/// flight, the slower of two decides: the processors, which process all requests, or the latency, which they share. Before that is the start: one request alone, then four, then
/// twice as many as before, up to the limit.
/// <param name="OneByOne">Seconds per request, one after the other.</param>
/// <param name="InFlight">Seconds per request, with several in flight.</param>
internal sealed record FlowCost(double OneByOne, double InFlight)
{
    private const int AfterTheFirst = 4;

    /// <param name="latency">Seconds until a response arrives.</param>
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
