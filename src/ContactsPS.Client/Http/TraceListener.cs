namespace ContactsPS.Client.Http;

/// <summary>Who is told what happens to requests.</summary>
/// <param name="OnTrace">Is told each thing; called from any thread.</param>
/// <param name="WantsDetail">Whether requests and answers themselves are wanted too.</param>
internal sealed record TraceListener(Action<RequestTrace> OnTrace, bool WantsDetail);
