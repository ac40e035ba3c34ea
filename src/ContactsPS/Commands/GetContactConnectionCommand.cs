using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Completion;
using ContactsPS.Connections;
using ContactsPS.Errors;

namespace ContactsPS.Commands;

/// <summary>Gets the session's connections, by name.</summary>
[Cmdlet(VerbsCommon.Get, "ContactConnection")]
[OutputType(typeof(ContactConnection))]
public sealed class GetContactConnectionCommand : PSCmdlet
{
    /// <summary>The connection's name; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var names = new NameFilter(Name is null ? [] : [Name]);
        var found = RunspaceState.Of(SessionState).Connections.Where(connection => names.Matches(connection.Name)).ToList();
        if (found.Count == 0 && Name is not null && !WildcardPattern.ContainsWildcardCharacters(Name))
        {
            WriteError(ErrorRecords.Of(FailureKind.ConnectionNotFound, Name, Name).Record);
        }

        WriteObject(found, enumerateCollection: true);
    }
}
