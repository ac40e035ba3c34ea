namespace ContactsPS.Acceptance.Results;

/// <summary>The finding of a run about a fact.</summary>
/// <param name="Requests">The number of requests of the check.</param>
internal sealed record Finding(Fact Fact, Verdict Verdict, int Requests);

/// <param name="Target">The kind of the address, without the address.</param>
/// <param name="Contacts">The number of contacts that it sent in creations, including those that the service should refuse.</param>
/// <param name="Left">How much of what it created is left; null if it is not known.</param>
/// <param name="EndedBy">Why it ended early; null if it did not.</param>
internal sealed record RunResult(IReadOnlyList<Finding> Findings, DateTimeOffset Date, string Target, bool Wrote, int Requests, int Contacts, int? Left, string? EndedBy)
{
    public int CountOf(Outcome outcome) => Findings.Count(finding => finding.Verdict.Outcome == outcome);
}
