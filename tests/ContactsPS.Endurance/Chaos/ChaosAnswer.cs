using System.Management.Automation;

namespace ContactsPS.Endurance.Chaos;

/// <summary>What a command said of the rows that were piped into it, and what it took.</summary>
/// <param name="Output">What it wrote.</param>
/// <param name="Errors">What it reported.</param>
/// <param name="Requests">How many requests it sent.</param>
/// <param name="Needed">How many it would have sent to a service without faults.</param>
/// <param name="Elapsed">How long it took.</param>
internal sealed record ChaosAnswer(IReadOnlyList<PSObject> Output, IReadOnlyList<ErrorRecord> Errors, int Requests, int Needed, TimeSpan Elapsed)
{
    /// <summary>Rows whose outcome it could not tell.</summary>
    public int Unknown => Errors.Count(error => error.FullyQualifiedErrorId.StartsWith("OutcomeUnknown", StringComparison.Ordinal));
}
