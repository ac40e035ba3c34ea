namespace ContactsPS.Client.Http;

/// <summary>Receives the events of requests.</summary>
/// <param name="OnTrace">Gets each event; called from any thread.</param>
/// <param name="WantsDetail">Whether it also wants requests and responses themselves.</param>
internal sealed record TraceListener(Action<RequestTrace> OnTrace, bool WantsDetail);
