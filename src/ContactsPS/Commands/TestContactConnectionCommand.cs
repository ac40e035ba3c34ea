using System.Management.Automation;
using ContactsPS.Client.Paging;
using ContactsPS.Commands.Base;
using ContactsPS.Connections;
using ContactsPS.Errors;

namespace ContactsPS.Commands;

/// <summary>Asks the service for one contact and says whether it answered; why not goes to the warning stream.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ContactConnection")]
[OutputType(typeof(bool))]
public sealed class TestContactConnectionCommand : ContactsCommand
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var works = true;
        try
        {
            Await(AskAsync);
        }
        catch (ContactsException exception)
        {
            works = false;
            var record = ErrorRecords.Of(exception, CurrentConnection);
            WriteWarning(Messages.Get("TestFailed", CurrentConnection.Name, exception.Message, record.ErrorDetails?.RecommendedAction));
        }

        WriteObject(works);
    }

    private async Task<bool> AskAsync(CancellationToken cancellationToken)
    {
        await foreach (var _ in Client.ListContacts(paging: new ListOptions { First = 1 }).AsPages(cancellationToken).ConfigureAwait(false))
        {
            // One page tells.
        }

        return true;
    }
}
