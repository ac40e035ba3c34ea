namespace ContactsPS.Benchmarks.Scaling;

/// <summary>
/// What a request costs without any distance, and what follows for many of them far away. One after the other each takes the latency and its own
/// time. With several in flight it is whichever is slower: the processors, which work through all of them, or the waiting, which they share.
/// </summary>
/// <param name="OneByOne">Seconds a request, one after the other.</param>
/// <param name="InFlight">Seconds a request, with several in flight.</param>
internal sealed record FlowCost(double OneByOne, double InFlight)
{
    /// <summary>Seconds that so many requests take.</summary>
    /// <param name="requests">How many.</param>
    /// <param name="latency">Seconds that each answer takes to come.</param>
    /// <param name="inFlight">How many at a time.</param>
    public double Seconds(double requests, double latency, int inFlight) => inFlight == 1
        ? requests * (latency + OneByOne)
        : Math.Max(requests * InFlight, Math.Ceiling(requests / inFlight) * (latency + OneByOne));
}
