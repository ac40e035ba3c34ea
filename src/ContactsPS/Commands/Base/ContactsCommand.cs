using System.Management.Automation;
using ContactsPS.Connections;
using ContactsPS.Pipeline;

namespace ContactsPS.Commands.Base;

/// <summary>A cmdlet that sends requests to the service.</summary>
public abstract class ContactsCommand : PSCmdlet, IDisposable
{
    private protected ContactsCommand() => Context = new CommandContext(this, () => Connection, () => ThrottleLimit);

    /// <summary>The connection; default the latest one of this session, else the environment's.</summary>
    [Parameter]
    [ConnectionTransformation]
    [ValidateNotNull]
    public ContactConnection? Connection { get; set; }

    /// <summary>The most requests in flight; default and maximum: the connection's limit. With 1, requests are strictly sequential.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int? ThrottleLimit { get; set; }

    /// <summary>The context of the requests.</summary>
    private protected CommandContext Context { get; }

    /// <summary>The output and the questions of the cmdlet.</summary>
    private protected CommandStreams Streams => Context.Streams;

    /// <summary>Releases the cmdlet's resources; called by the engine.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends all waits of the cmdlet at once.</summary>
    protected override void StopProcessing() => Context.Stop();

    /// <summary>Finds the connection, and whether somebody can answer questions, before anything is read.</summary>
    protected override void BeginProcessing()
    {
        if (!Streams.IsWhatIf)
        {
            Streams.Ending(target: null, Streams.Confirmation.ThrowIfUnavailable);
        }

        Context.Open();
    }

    /// <summary>Releases the cmdlet's resources.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            Context.Dispose();
        }
    }
}
