using System.Management.Automation;
using ContactsPS.Completion;
using ContactsPS.Connections;
using ContactsPS.Errors;

namespace ContactsPS.Commands;

/// <summary>Closes a connection: the named one, else the session's default. Closing the default leaves no default.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "ContactService")]
[OutputType(typeof(void))]
public sealed class DisconnectContactServiceCommand : PSCmdlet
{
    /// <summary>The connection's name.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!RunspaceState.Of(SessionState).Close(Name))
        {
            WriteError(ErrorRecords.Of(FailureKind.ConnectionNotFound, Name, Name).Record);
        }
    }
}
