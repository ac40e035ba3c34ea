namespace ContactsPS.Endurance.Fuzz;

/// <summary>Stands where the network would, and answers at once.</summary>
internal sealed class FuzzHandler : HttpMessageHandler
{
    /// <summary>Where the answers come from.</summary>
    public AnswerDraw Draw { get; private set; } = new(0);

    /// <summary>What was answered so far.</summary>
    public List<FuzzAnswer> Given { get; private set; } = [];

    /// <summary>What drawing them took, which is not the client's to answer for.</summary>
    public long Allocated { get; private set; }

    public void Begin(AnswerDraw draw) => (Draw, Given, Allocated) = (draw, [], 0);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var answer = Draw.NextAnswer();
        Allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        Given.Add(answer);
        return Task.FromResult(answer.ToMessage());
    }
}
