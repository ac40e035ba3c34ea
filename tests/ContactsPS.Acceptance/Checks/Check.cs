using ContactsPS.Acceptance.Results;

namespace ContactsPS.Acceptance.Checks;

/// <param name="Fact">The number of the fact in docs/service.md.</param>
/// <param name="Access">The access that the check needs.</param>
/// <param name="Does">The description of the check in the printed plan.</param>
internal sealed record Check(string Fact, Access Access, string Does, Func<CheckContext, Task<Verdict>> RunAsync)
{
    /// <summary>All checks, in the order in which they run. Checks of all responses come last.</summary>
    public static IReadOnlyList<Check> All { get; } =
    [
        .. CredentialChecks.All, .. ListChecks.All, .. CreationChecks.All, .. RuleChecks.All, .. ChangeChecks.All, .. FilterChecks.All, .. RemovalChecks.All,
        .. SubscriptionChecks.All, .. GroupChecks.All, .. OwnListChecks.All, .. FieldAndSegmentChecks.All, .. TransportChecks.All, .. ResponseChecks.All, .. ObservationChecks.All,
    ];
}

/// <summary>Whether a check changes anything at the service.</summary>
internal enum Access
{
    /// <summary>Only reads.</summary>
    Reads,

    /// <summary>Reads, and can decide more if it may create its own contacts.</summary>
    ReadsAndMayWrite,

    /// <summary>Creates its own contacts, or sends something that a service should refuse.</summary>
    Writes,
}
