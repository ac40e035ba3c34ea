namespace ContactsPS.Acceptance.Results;

/// <summary>What a run found out about a fact.</summary>
/// <param name="Requests">How many requests it took.</param>
internal sealed record Finding(Fact Fact, Verdict Verdict, int Requests);

/// <summary>What a run found out.</summary>
/// <param name="Target">What kind of address it was; never which.</param>
/// <param name="Contacts">How many contacts it sent to be created, those that the service should refuse for their fields included.</param>
/// <param name="Left">How much of what it created is left; null if it is not known.</param>
/// <param name="EndedBy">Why it ended early; null if it did not.</param>
internal sealed record RunResult(IReadOnlyList<Finding> Findings, DateTimeOffset Date, string Target, bool Wrote, int Requests, int Contacts, int? Left, string? EndedBy)
{
    public int CountOf(Outcome outcome) => Findings.Count(finding => finding.Verdict.Outcome == outcome);
}
