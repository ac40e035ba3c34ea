using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Client.Http;
using ContactsPS.Connections;
using ContactsPS.Errors;
using ContactsPS.Outcomes;

namespace ContactsPS.Pipeline;

/// <summary>
/// What a cmdlet that talks to the service works with: its connection, the bridge between its requests and the pipeline, and its streams. Everything
/// below the cmdlets takes this instead of a cmdlet.
/// </summary>
internal sealed class CommandContext : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource startStop = new();
    private readonly PipelineBridge bridge = new();
    private readonly PSCmdlet cmdlet;
    private readonly Func<ContactConnection?> namedConnection;
    private readonly Func<int?> throttleLimit;
    private ContactConnection? connection;
    private ContactsClient? client;
    private RunspaceState? runspace;
    private InFlightRequests? requests;
    private FieldSpellings? fieldSpellings;

    /// <param name="cmdlet">Whose pipeline and streams they are.</param>
    /// <param name="namedConnection">The connection that was typed; null if none was.</param>
    /// <param name="throttleLimit">The limit that was typed; null if none was.</param>
    public CommandContext(PSCmdlet cmdlet, Func<ContactConnection?> namedConnection, Func<int?> throttleLimit)
    {
        this.cmdlet = cmdlet;
        this.namedConnection = namedConnection;
        this.throttleLimit = throttleLimit;
        Streams = new CommandStreams(cmdlet, Counters);
        Progress = new ProgressMeter(cmdlet, Counters);
    }

    /// <summary>The connection in use: the one that was typed, else the latest one made in this session, else the environment's.</summary>
    public ContactConnection Connection => connection ??= namedConnection() ?? Runspace.Default;

    /// <summary>The client of the connection in use, which reports each request to the verbose stream.</summary>
    public ContactsClient Client => client ??= OpenClient();

    /// <summary>Whether the cmdlet takes its inputs from a pipeline.</summary>
    public bool IsPipedInto => cmdlet.MyInvocation.ExpectingInput;

    /// <summary>The most requests that the cmdlet may have in flight.</summary>
    public int ConcurrencyLimit => Math.Min(throttleLimit() ?? int.MaxValue, Connection.ThrottleLimit);

    /// <summary>What the module remembers for the runspace.</summary>
    public RunspaceState Runspace => runspace ??= RunspaceState.Of(cmdlet.SessionState);

    /// <summary>Cancelled by Ctrl+C and by every other stop of the pipeline from outside.</summary>
    public CancellationToken StopToken => stop.Token;

    /// <summary>The cmdlet's output, warnings, errors, questions and verbose lines.</summary>
    public CommandStreams Streams { get; }

    /// <summary>What has become of the inputs.</summary>
    public RunCounters Counters { get; } = new();

    /// <summary>What becomes of each input; null for a cmdlet that changes nothing, and under -WhatIf.</summary>
    public CommandRun? Run { get; private set; }

    /// <summary>How far the cmdlet is.</summary>
    public ProgressMeter Progress { get; }

    /// <summary>The requests in flight.</summary>
    public InFlightRequests Requests => requests ??= new InFlightRequests(this);

    /// <summary>How the account spells its additional fields. Read when somebody asks, once a connection; -WhatIf adds nothing to it.</summary>
    public FieldSpellings FieldSpellings => fieldSpellings ??= Streams.IsWhatIf ? ReadFieldSpellings().Copy() : ReadFieldSpellings();

    /// <summary>Finds the connection, so that a session without one is told before anything is read.</summary>
    public void Open()
    {
        _ = Client;
        Streams.WriteVerboseLine(Messages.Get("Starting", Streams.CommandName, Connection, ConcurrencyLimit));
    }

    /// <summary>Begins to record what becomes of each input, unless nothing is changed.</summary>
    public void StartRun()
    {
        if (!Streams.IsWhatIf)
        {
            Run = new CommandRun(Streams.CommandName);
            Connection.Add(Run);
        }
    }

    /// <summary>Takes that the command came to its end.</summary>
    public void CompleteRun()
    {
        if (Run is { } run)
        {
            run.IsComplete = true;
            run.HasEnded = true;
        }
    }

    /// <summary>Reports an input that was not done, and records it first: the error may end the pipeline.</summary>
    public void Fail(ContactInput input, Failure failure)
    {
        Record(input, failure);
        Streams.WriteFailure(failure);
    }

    /// <summary>Records that an input is not done.</summary>
    public void Record(ContactInput input, Failure failure)
    {
        if (input.Place is { } place)
        {
            Run?.Fail(place, failure, input.Target);
        }
    }

    /// <summary>Ends every wait at once.</summary>
    public void Stop() => stop.Cancel();

    /// <summary>Keeps requests from being sent that were not; those in flight go on.</summary>
    public void StopStarting() => startStop.Cancel();

    /// <summary>Waits for work that runs on the thread pool.</summary>
    /// <exception cref="PipelineStoppedException">The pipeline was stopped.</exception>
    /// <exception cref="ContactsException">The request failed.</exception>
    public T Await<T>(Func<CancellationToken, Task<T>> work)
    {
        try
        {
            var result = bridge.Run(() => work(stop.Token), ShowProgress);
            Connection.IsProven = true;
            return result;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>Asks the pipeline's thread to do something. May be called from any thread; never blocks.</summary>
    public void Post(Action action) => bridge.Post(action);

    /// <summary>Does what was posted so far, without waiting.</summary>
    public void Drain()
    {
        bridge.Drain();
        ShowProgress();
    }

    /// <summary>Does what is posted until something holds.</summary>
    public void WaitUntil(Func<bool> holds) => bridge.WaitUntil(holds, ShowProgress);

    /// <summary>Shows how far the cmdlet is, if it is time to.</summary>
    public void ShowProgress() => Progress.Show(Streams.CommandName, requests?.Count ?? 1);

    public void Dispose()
    {
        requests?.Dispose();
        if (Run is { HasEnded: false } run)
        {
            run.HasEnded = true;
            if (!run.IsComplete && (run.Done + run.OutcomeUnknown > 0 || stop.IsCancellationRequested))
            {
                Streams.WriteStopped(run);
            }
        }

        stop.Dispose();
        startStop.Dispose();
        bridge.Dispose();
    }

    private FieldSpellings ReadFieldSpellings()
    {
        if (Connection.FieldSpellings is { } known)
        {
            return known;
        }

        IEnumerable<string> names = [];
        var isProven = Connection.IsProven;
        try
        {
            names = Await(Client.ListFields().ReadAllAsync).Select(static field => field.Name).OfType<string>();
        }
        catch (ContactsException exception) when (exception.Failure is ContactsFailure.Forbidden or ContactsFailure.NotFound or ContactsFailure.Refused)
        {
            Streams.WriteWarning(Messages.Get("FieldsForbidden", exception.Message));
        }
        catch (ContactsException exception)
        {
            throw Streams.End(Streams.FailureOf(exception, target: null));
        }

        // Credentials that may read may not be allowed to write.
        Connection.IsProven = isProven;
        return Connection.FieldSpellings = new FieldSpellings(names);
    }

    private ContactsClient OpenClient()
    {
        try
        {
            return Connection.Open(trace => bridge.Post(() => OnTrace(trace)), Streams.IsDebugging, startStop.Token);
        }
        catch (InputException exception)
        {
            throw Streams.End(ErrorRecords.Of(exception, namedConnection()));
        }
        catch (ArgumentException exception)
        {
            throw Streams.End(ErrorRecords.Of(FailureKind.InvalidConnection, null, exception.Message));
        }
    }

    private void OnTrace(RequestTrace trace)
    {
        Counters.Retries += trace.IsRetry ? 1 : 0;
        if (trace.IsDetail)
        {
            cmdlet.WriteDebug(trace.Line);
        }
        else
        {
            Streams.WriteVerboseLine(trace.Line);
        }
    }
}
