using System.Management.Automation;
using ContactsPS.Connections;
using ContactsPS.Pipeline;

namespace ContactsPS.Commands.Base;

/// <summary>A cmdlet that talks to the service.</summary>
public abstract class ContactsCommand : PSCmdlet, IDisposable
{
    private protected ContactsCommand() => Context = new CommandContext(this, () => Connection, () => ThrottleLimit);

    /// <summary>The connection to use; default the latest one made in this session, else the environment's.</summary>
    [Parameter]
    [ConnectionTransformation]
    [ValidateNotNull]
    public ContactConnection? Connection { get; set; }

    /// <summary>The most requests in flight; default, and at the most, what the connection allows. 1 means strictly one after the other.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int? ThrottleLimit { get; set; }

    /// <summary>What the cmdlet works with.</summary>
    private protected CommandContext Context { get; }

    /// <summary>What the cmdlet writes and asks.</summary>
    private protected CommandStreams Streams => Context.Streams;

    /// <summary>Frees what the cmdlet holds; called by the engine.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends every wait of the cmdlet at once.</summary>
    protected override void StopProcessing() => Context.Stop();

    /// <summary>Finds the connection, so that a session without one is told before anything is read, and whether somebody can answer if there are questions.</summary>
    protected override void BeginProcessing()
    {
        if (!Streams.IsWhatIf)
        {
            Streams.Ending(target: null, Streams.Confirmation.ThrowIfUnavailable);
        }

        Context.Open();
    }

    /// <summary>Frees what the cmdlet holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            Context.Dispose();
        }
    }
}
