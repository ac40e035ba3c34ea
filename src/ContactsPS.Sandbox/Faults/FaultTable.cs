using ContactsPS.Sandbox.Http;
using ContactsPS.Sandbox.Options;
using ContactsPS.Sandbox.Responses;

namespace ContactsPS.Sandbox.Faults;

/// <summary>Every fault and its effect. A new fault is a name in <see cref="SandboxFault"/> and a row here.</summary>
internal static class FaultTable
{
    private static readonly Dictionary<SandboxFault, FaultEffect> Effects = new()
    {
        [SandboxFault.ServerError] = new() { Instead = static () => Envelope.Refused(500, ApiErrors.InternalError()), IsDrawn = true },
        [SandboxFault.BadGateway] = new() { Instead = static () => HttpResponse.Html(502, "502 Bad Gateway"), IsDrawn = true },
        [SandboxFault.Unavailable] = new()
        {
            Instead = static () => HttpResponse.Html(503, "503 Service Unavailable").With("Retry-After", "1"),
            IsDrawn = true,
        },
        [SandboxFault.TooManyRequests] = new()
        {
            Instead = static () => Envelope.Refused(429, ApiErrors.TooManyRequests()).With("Retry-After", "1"),
            IsDrawn = true,
        },
        [SandboxFault.ConnectionClosed] = new() { Delivery = Delivery.Nothing, IsDrawn = true },
        [SandboxFault.ConnectionClosedAfterProcessing] = new() { IsProcessed = true, Delivery = Delivery.Nothing, IsDrawn = true },
        [SandboxFault.TruncatedBody] = new() { IsProcessed = true, Delivery = Delivery.HalfTheBody, IsDrawn = true },
        [SandboxFault.HtmlInsteadOfJson] = new() { Instead = static () => HttpResponse.Html(200, "Welcome"), IsDrawn = true },
        [SandboxFault.Hang] = new() { Delivery = Delivery.Silence },
        [SandboxFault.UnavailableWithoutRetryAfter] = new() { Instead = static () => HttpResponse.Html(503, "503 Service Unavailable"), IsDrawn = true },
        [SandboxFault.TooManyRequestsWithoutRetryAfter] = new() { Instead = static () => Envelope.Refused(429, ApiErrors.TooManyRequests()), IsDrawn = true },
        [SandboxFault.GatewayTimeout] = new() { IsProcessed = true, Instead = static () => HttpResponse.Html(504, "504 Gateway Timeout"), IsDrawn = true },
        [SandboxFault.WrongContentLength] = new() { IsProcessed = true, Delivery = Delivery.HalfAnnounced, IsDrawn = true },
        [SandboxFault.Slow] = new() { IsProcessed = true, IsSlow = true, IsDrawn = true },
        [SandboxFault.ProcessedLate] = new() { IsProcessedLate = true, Delivery = Delivery.Nothing },
        [SandboxFault.HangAfterProcessing] = new() { IsProcessed = true, Delivery = Delivery.Silence },
    };

    /// <summary>The faults that a fault rate draws from by default, in the order of the enumeration, so that a seed gives the same faults everywhere.</summary>
    public static IReadOnlyList<SandboxFault> Drawn { get; } =
        [.. Effects.Where(static pair => pair.Value.IsDrawn).Select(static pair => pair.Key).OrderBy(static fault => fault)];

    public static FaultEffect Of(SandboxFault fault) => Effects[fault];
}
