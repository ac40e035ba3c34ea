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

    /// <summary>Whether a fault rate may draw it. The others are for scripts: they surprise more than a service on a bad day does.</summary>
    public bool IsDrawn { get; init; }
}
