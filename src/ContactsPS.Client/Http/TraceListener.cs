namespace ContactsPS.Client.Http;

/// <summary>Who is told of what happens to requests.</summary>
/// <param name="Tell">Is told each thing; called from any thread.</param>
/// <param name="WantsDetail">Whether requests and answers themselves are wanted too.</param>
internal sealed record TraceListener(Action<RequestTrace> Tell, bool WantsDetail);
