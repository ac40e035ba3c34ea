namespace ContactsPS.Endurance.Fuzz;

/// <summary>Stands where the network would, and answers at once.</summary>
internal sealed class FuzzHandler : HttpMessageHandler
{
    /// <summary>Where the answers come from.</summary>
    public AnswerDraw Draw { get; private set; } = new(0);

    /// <summary>What was answered so far.</summary>
    public List<FuzzAnswer> Given { get; private set; } = [];

    public void Begin(AnswerDraw draw) => (Draw, Given) = (draw, []);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = Draw.NextAnswer();
        Given.Add(answer);
        return Task.FromResult(answer.ToMessage());
    }
}
