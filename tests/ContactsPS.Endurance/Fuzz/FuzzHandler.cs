namespace ContactsPS.Endurance.Fuzz;

/// <summary>Replaces the network, and responds at once.</summary>
internal sealed class FuzzHandler : HttpMessageHandler
{
    /// <summary>The source of the responses.</summary>
    public ResponseGenerator Draw { get; private set; } = new(0);

    public List<FuzzResponse> Given { get; private set; } = [];

    /// <summary>The memory that generating them took, which does not count for the client.</summary>
    public long Allocated { get; private set; }

    public void Begin(ResponseGenerator draw) => (Draw, Given, Allocated) = (draw, [], 0);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var response = Draw.NextAnswer();
        Allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        Given.Add(response);
        return Task.FromResult(response.ToMessage());
    }
}
