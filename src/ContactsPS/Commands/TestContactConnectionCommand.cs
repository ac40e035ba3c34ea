using System.Management.Automation;
using ContactsPS.Abstractions;
using ContactsPS.Client;
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
            Await(token => Client.ListContacts(paging: new Paging { First = 1 }).AsPages(token).GetAsyncEnumerator(token).MoveNextAsync().AsTask());
        }
        catch (ContactsException exception)
        {
            works = false;
            var record = ErrorRecords.Of(exception, CurrentConnection);
            WriteWarning(Messages.Get("TestFailed", CurrentConnection.Name, exception.Message, record.ErrorDetails?.RecommendedAction));
        }

        WriteObject(works);
    }
}
