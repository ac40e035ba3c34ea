using ContactsPS.Sandbox.Http;

namespace ContactsPS.Sandbox.Faults;

/// <summary>The effect of a fault on one request.</summary>
internal sealed record FaultEffect
{
    /// <summary>Whether the request reaches the API, and so whether anything changes.</summary>
    public bool IsProcessed { get; init; }

    /// <summary>The response instead of that of the API.</summary>
    public Func<HttpResponse>? Instead { get; init; }

    /// <summary>How much of the response arrives.</summary>
    public Delivery Delivery { get; init; } = Delivery.Whole;

    /// <summary>Whether the request reaches the API later, when the client no longer waits for a response.</summary>
    public bool IsProcessedLate { get; init; }

    /// <summary>Whether the response is delayed.</summary>
    public bool IsSlow { get; init; }

    /// <summary>Whether a fault rate draws it by default. The others last until the client's timeout, or leave the client no chance, so they must be named.</summary>
    public bool IsDrawn { get; init; }
}
