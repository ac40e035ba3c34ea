using System.Management.Automation;

namespace ContactsPS.Endurance.Chaos;

/// <summary>The result of a command for the piped rows, and what it took.</summary>
/// <param name="Needed">The number of requests that a service without faults would receive.</param>
internal sealed record ChaosResult(IReadOnlyList<PSObject> Output, IReadOnlyList<ErrorRecord> Errors, int Requests, int Needed, TimeSpan Elapsed)
{
    /// <summary>The number of rows whose outcome is unknown.</summary>
    public int Unknown => Errors.Count(error => error.FullyQualifiedErrorId.StartsWith("OutcomeUnknown", StringComparison.Ordinal));
}
