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
            Context.Await(token => Context.Client.ListContacts(paging: new ListOptions { First = 1 }).ReadAllAsync(token));
        }
        catch (ContactsException exception)
        {
            works = false;
            WriteWarning(Messages.Get("TestFailed", Context.Connection.Name, exception.Message, FailureKind.Of(exception.Failure).Advice));
        }

        WriteObject(works);
    }
}
