using System.Management.Automation;
using ContactsPS.Connections;

namespace ContactsPS.Completion;

/// <summary>Offers the names of the session's connections; as patterns for Get-ContactConnection, which takes wildcards.</summary>
public sealed class ConnectionNameCompleter : Completer
{
    private protected override IEnumerable<CompletionCandidate> Candidates(CompletionContext line) =>
        from connection in line.Runspace.Connections
        let value = line.CommandName.StartsWith("Get-", StringComparison.OrdinalIgnoreCase) ? WildcardPattern.Escape(connection.Name) : connection.Name
        select new CompletionCandidate(value, connection.Name, $"{connection.BaseUri}, application key {connection.ApplicationKey}");
}
