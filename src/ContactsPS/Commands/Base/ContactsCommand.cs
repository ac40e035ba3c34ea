using System.Management.Automation;
using ContactsPS.Client.Http;
using ContactsPS.Connections;
using ContactsPS.Errors;
using ContactsPS.Pipeline;

namespace ContactsPS.Commands.Base;

/// <summary>A cmdlet that talks to the service: finds its connection, waits without blocking a stop, and reports failures.</summary>
public abstract class ContactsCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource startStop = new();
    private readonly PipelineBridge bridge = new();
    private ProgressMeter? progress;
    private ContactConnection? connection;
    private ContactsClient? client;
    private RunspaceState? runspace;

    /// <summary>The connection to use; default the latest one made in this session, else the environment's.</summary>
    [Parameter]
    [ValidateNotNull]
    public ContactConnection? Connection { get; set; }

    /// <summary>The most requests in flight; default, and at the most, what the connection allows. 1 means strictly one after the other.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int? ThrottleLimit { get; set; }

    /// <summary>The connection in use.</summary>
    internal ContactConnection CurrentConnection => connection ??= FindConnection();

    /// <summary>The client of the connection in use, telling the verbose stream of each request.</summary>
    internal ContactsClient Client => client ??= OpenClient();

    /// <summary>The most requests that this cmdlet may have in flight.</summary>
    internal int MostInFlight => Math.Min(ThrottleLimit ?? int.MaxValue, CurrentConnection.ThrottleLimit);

    /// <summary>What the module remembers for the runspace.</summary>
    internal RunspaceState Runspace => runspace ??= RunspaceState.Of(SessionState);

    /// <summary>How far the cmdlet is.</summary>
    internal ProgressMeter Progress => progress ??= new ProgressMeter(this, Tally);

    /// <summary>What has become of its inputs.</summary>
    internal Tally Tally { get; } = new();

    /// <summary>How many requests the cmdlet has in flight, as its progress shows it.</summary>
    private protected virtual int InFlight => 1;

    /// <summary>Cancelled by Ctrl+C and by every other stop of the pipeline from outside.</summary>
    internal CancellationToken StopToken => stop.Token;

    /// <summary>Frees what the cmdlet holds; called by the engine.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends every wait of the cmdlet at once.</summary>
    protected override void StopProcessing() => stop.Cancel();

    /// <summary>Finds the connection, so that a session without one is told before anything is read.</summary>
    protected override void BeginProcessing()
    {
        _ = Client;
        Narrate(Messages.Get("Starting", MyInvocation.MyCommand.Name, CurrentConnection, MostInFlight));
    }

    /// <summary>Frees what the cmdlet holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            stop.Dispose();
            startStop.Dispose();
            bridge.Dispose();
        }
    }

    /// <summary>Waits for work that runs on the thread pool.</summary>
    /// <exception cref="PipelineStoppedException">The pipeline was stopped.</exception>
    /// <exception cref="ContactsException">The request failed.</exception>
    internal T Await<T>(Func<CancellationToken, Task<T>> work)
    {
        try
        {
            var result = bridge.Run(() => work(stop.Token), ShowProgress);
            CurrentConnection.IsProven = true;
            return result;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>Keeps requests from being sent that were not; those in flight go on.</summary>
    internal void StopStarting() => startStop.Cancel();

    /// <summary>Asks the pipeline's thread to do something. May be called from any thread; never blocks.</summary>
    internal void Post(Action action) => bridge.Post(action);

    /// <summary>Does what was posted so far, without waiting.</summary>
    internal void Drain()
    {
        bridge.Drain();
        ShowProgress();
    }

    /// <summary>Does what is posted until something holds.</summary>
    internal void WaitUntil(Func<bool> holds) => bridge.WaitUntil(holds, ShowProgress);

    /// <summary>Shows how far the cmdlet is, where it is time to.</summary>
    internal void ShowProgress() => Progress.Show(MyInvocation.MyCommand.Name, InFlight);

    /// <summary>
    /// Tells the verbose stream what happens. Where -Debug is typed and -Verbose is not, the engine would stop and ask at every verbose line: there it is a debug line.
    /// </summary>
    internal void Narrate(string line)
    {
        if (AsksFor("Debug") == true && AsksFor("Verbose") is null)
        {
            WriteDebug(line);
        }
        else
        {
            WriteVerbose(line);
        }
    }

    /// <summary>Reports a request that failed: ends the pipeline where every other would fail too.</summary>
    /// <param name="failure">How it failed.</param>
    /// <param name="target">The caller's own input.</param>
    /// <param name="label">That input as messages name it; null where the request was about no input.</param>
    internal void WriteFailure(ContactsException failure, object? target, string? label = null) =>
        WriteFailure(ErrorRecords.Of(failure, target, label), failure);

    /// <summary>Reports inputs that were not done, and counts them.</summary>
    /// <param name="record">What is the matter with them.</param>
    /// <param name="failure">How their request failed; null where none did. It ends the pipeline where every other would fail too.</param>
    /// <param name="inputs">How many they are.</param>
    internal void WriteFailure(ErrorRecord record, ContactsException? failure = null, int inputs = 1)
    {
        if (failure is not null && ErrorRecords.IsTerminating(failure.Failure))
        {
            ThrowTerminatingError(record);
        }

        Tally.Count(record.FullyQualifiedErrorId, inputs);
        WriteError(record);
    }

    /// <summary>
    /// Asks whether to do something. The person who is asked, or shows -WhatIf, sees whom it is about; the verbose stream, which ends
    /// in logs, sees the redacted name.
    /// </summary>
    internal bool ShouldDo(string target, string redacted, string action)
    {
        var forLog = Messages.Get("ShouldProcess", action, IsWhatIf ? target : redacted);
        return ShouldProcess(forLog, Messages.Get("ShouldProcessQuery", action, target), Messages.Get("ShouldProcessCaption"));
    }

    /// <summary>Does something about one input, and reports it when it cannot be used or its request failed.</summary>
    private protected void Reporting(object? target, Action action)
    {
        try
        {
            action();
        }
        catch (InputException exception)
        {
            WriteFailure(ErrorRecords.Of(exception, target));
        }
        catch (ContactsException exception)
        {
            WriteFailure(exception, target);
        }
    }

    /// <summary>Whether nothing is to be changed, but told.</summary>
    internal bool IsWhatIf => AsksFor("WhatIf") ?? LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue("WhatIfPreference"));

    private bool IsDebugging =>
        AsksFor("Debug") ?? (LanguagePrimitives.TryConvertTo<ActionPreference>(SessionState.PSVariable.GetValue("DebugPreference"), out var preference)
            && preference is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore));

    /// <summary>What a common parameter was typed as; null where it was not.</summary>
    private bool? AsksFor(string parameter) =>
        MyInvocation.BoundParameters.TryGetValue(parameter, out var typed) ? LanguagePrimitives.IsTrue(typed) : null;

    private void Tell(RequestTrace trace)
    {
        if (trace.IsRetry)
        {
            Tally.Retries++;
        }

        if (trace.IsDetail)
        {
            WriteDebug(trace.Line);
        }
        else
        {
            Narrate(trace.Line);
        }
    }

    private ContactConnection FindConnection()
    {
        if (Connection is not null)
        {
            return Connection;
        }

        return Runspace.Default ?? ConnectionEnvironment.Open(Runspace);
    }

    private ContactsClient OpenClient()
    {
        try
        {
            return CurrentConnection.Open(trace => bridge.Post(() => Tell(trace)), IsDebugging, startStop.Token);
        }
        catch (InputException exception)
        {
            ThrowTerminatingError(ErrorRecords.Of(exception, Connection));
        }
        catch (ArgumentException exception)
        {
            ThrowTerminatingError(ErrorRecords.Of(ErrorIds.InvalidConnection, ErrorCategory.InvalidArgument, null, exception.Message));
        }

        throw new InvalidOperationException("ThrowTerminatingError returned.");
    }
}
