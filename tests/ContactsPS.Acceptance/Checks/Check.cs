using ContactsPS.Acceptance.Results;

namespace ContactsPS.Acceptance.Checks;

/// <summary>How one fact is found out.</summary>
/// <param name="Fact">Its number in docs/service.md.</param>
/// <param name="Access">What it needs.</param>
/// <param name="Does">What it does, for the plan that is printed first.</param>
internal sealed record Check(string Fact, Access Access, string Does, Func<CheckContext, Task<Verdict>> RunAsync)
{
    /// <summary>All of them, in the order in which they run. Those that look at all responses come last.</summary>
    public static IReadOnlyList<Check> All { get; } =
    [
        .. CredentialChecks.All, .. ListChecks.All, .. CreationChecks.All, .. RuleChecks.All, .. ChangeChecks.All, .. FilterChecks.All, .. RemovalChecks.All,
        .. SubscriptionChecks.All, .. GroupChecks.All, .. OwnListChecks.All, .. FieldAndSegmentChecks.All, .. TransportChecks.All, .. ResponseChecks.All, .. ObservationChecks.All,
    ];
}

/// <summary>Whether a check changes anything at the service.</summary>
internal enum Access
{
    /// <summary>It reads.</summary>
    Reads,

    /// <summary>It reads, and knows more if it may create contacts of its own.</summary>
    ReadsAndMayWrite,

    /// <summary>It creates contacts of its own, or sends what a service should refuse.</summary>
    Writes,
}
