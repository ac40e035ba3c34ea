using ContactsPS.Sandbox.Http;

namespace ContactsPS.Sandbox.Faults;

/// <summary>What a fault does to one request.</summary>
internal sealed record FaultEffect
{
    /// <summary>Whether the request reaches the API, and so whether anything changes.</summary>
    public bool IsProcessed { get; init; }

    /// <summary>What is answered instead of the API's answer.</summary>
    public Func<HttpResponse>? Instead { get; init; }

    /// <summary>How much of the answer arrives.</summary>
    public Delivery Delivery { get; init; } = Delivery.Whole;

    /// <summary>Whether the request reaches the API after a while, when nobody waits for its answer any more.</summary>
    public bool IsProcessedLate { get; init; }

    /// <summary>Whether the answer is held back for a while.</summary>
    public bool IsSlow { get; init; }

    /// <summary>Whether a fault rate draws it when no faults are named. The others last until the client's time is up, or leave it no chance: for those who ask for them.</summary>
    public bool IsDrawn { get; init; }
}
