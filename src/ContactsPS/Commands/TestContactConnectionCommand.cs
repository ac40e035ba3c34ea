using System.Management.Automation;
using ContactsPS.Client.Paging;
using ContactsPS.Commands.Base;
using ContactsPS.Connections;
using ContactsPS.Errors;

namespace ContactsPS.Commands;

/// <summary>Requests one contact and writes whether the service responded; the reason of a failure goes to the warning stream.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ContactConnection")]
[OutputType(typeof(bool))]
public sealed class TestContactConnectionCommand : ContactsCommand
{
    /// <summary>A session without a connection gives false, not an error.</summary>
    protected override void BeginProcessing()
    {
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var reason = FindReason();
        if (reason is not null)
        {
            Streams.WriteWarning(reason);
        }

        Context.Progress.Complete();
        WriteObject(reason is null);
    }

    /// <returns>Why the connection does not work; null if it does.</returns>
    private string? FindReason()
    {
        try
        {
            Context.Connection.ThrowIfDisconnected();
            Context.Open();
            Context.Await(token => Context.Client.ListContacts(paging: new ListOptions { First = 1 }).ReadAllAsync(token));
            return null;
        }
        catch (InputException exception)
        {
            return exception.Message;
        }
        catch (ContactsException exception)
        {
            return Messages.Get("TestFailed", Context.Connection.Name, exception.Message, FailureKind.Of(exception.Failure).Advice);
        }
    }
}
