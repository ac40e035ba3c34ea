using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Completion;
using ContactsPS.Connections;
using ContactsPS.Errors;

namespace ContactsPS.Commands;

/// <summary>Gets the session's connections.</summary>
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
        var found = names.Select([.. RunspaceState.Of(SessionState).Connections], connection => connection.Name).ToList();
        foreach (var name in names.FindMissing([.. found.Select(connection => connection.Name)]))
        {
            WriteError(ErrorRecords.Of(FailureKind.ConnectionNotFound, name, name).Record);
        }

        WriteObject(found, enumerateCollection: true);
    }
}
