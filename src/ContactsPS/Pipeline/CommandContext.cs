using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Client.Http;
using ContactsPS.Connections;
using ContactsPS.Errors;
using ContactsPS.Outcomes;

namespace ContactsPS.Pipeline;

/// <summary>
/// What a cmdlet needs to talk to the service: its connection, the bridge between requests and pipeline, and its streams. All code
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

    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="namedConnection">The value of -Connection; null if it was not given.</param>
    /// <param name="throttleLimit">The value of -ThrottleLimit; null if it was not given.</param>
    public CommandContext(PSCmdlet cmdlet, Func<ContactConnection?> namedConnection, Func<int?> throttleLimit)
    {
        this.cmdlet = cmdlet;
        this.namedConnection = namedConnection;
        this.throttleLimit = throttleLimit;
        Streams = new CommandStreams(cmdlet, Counters);
        Progress = new ProgressMeter(cmdlet, Counters);
    }

    /// <summary>The connection: that of -Connection, else the latest one of this session, else the environment's.</summary>
    public ContactConnection Connection => connection ??= namedConnection() ?? Runspace.Default;

    /// <summary>The client of the connection, which reports each request to the verbose stream.</summary>
    public ContactsClient Client => client ??= OpenClient();

    /// <summary>Whether the cmdlet takes its inputs from a pipeline.</summary>
    public bool IsPipedInto => cmdlet.MyInvocation.ExpectingInput;

    /// <summary>The most requests that the cmdlet may have in flight.</summary>
    public int ConcurrencyLimit => Math.Min(throttleLimit() ?? int.MaxValue, Connection.ThrottleLimit);

    /// <summary>The module's state in the runspace.</summary>
    public RunspaceState Runspace => runspace ??= RunspaceState.Of(cmdlet.SessionState);

    /// <summary>Cancelled by Ctrl+C and by any other external stop of the pipeline.</summary>
    public CancellationToken StopToken => stop.Token;

    /// <summary>The cmdlet's output, warnings, errors, questions and verbose lines.</summary>
    public CommandStreams Streams { get; }

    /// <summary>Counts the outcomes of the inputs.</summary>
    public RunCounters Counters { get; } = new();

    /// <summary>The outcome of each input; null for a cmdlet that changes nothing, and under -WhatIf.</summary>
    public CommandRun? Run { get; private set; }

    /// <summary>The progress of the cmdlet.</summary>
    public ProgressMeter Progress { get; }

    /// <summary>The requests in flight.</summary>
    public InFlightRequests Requests => requests ??= new InFlightRequests(this);

    /// <summary>The account's spellings of its additional fields. Read on first use, once for each connection; -WhatIf adds none.</summary>
    public FieldSpellings FieldSpellings => fieldSpellings ??= Streams.IsWhatIf ? ReadFieldSpellings().Copy() : ReadFieldSpellings();

    /// <summary>Finds the connection, so that a session without one gets the error before anything is read.</summary>
    public void Open()
    {
        _ = Client;
        Streams.WriteVerboseLine(Messages.Get("Starting", Streams.CommandName, Connection, ConcurrencyLimit));
    }

    /// <summary>Starts to record the outcome of each input, unless nothing is changed.</summary>
    public void StartRun()
    {
        if (!Streams.IsWhatIf)
        {
            Run = new CommandRun(Streams.CommandName);
            Connection.Add(Run);
        }
    }

    /// <summary>Records that the command ran to its end.</summary>
    public void CompleteRun()
    {
        if (Run is { } run)
        {
            run.IsComplete = true;
            run.HasEnded = true;
        }
    }

    /// <summary>Reports an input that was not done, and records it first, because the error may end the pipeline.</summary>
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

    /// <summary>Ends all waits at once.</summary>
    public void Stop() => stop.Cancel();

    /// <summary>Sends no more requests; those in flight complete.</summary>
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

    /// <summary>Runs what was posted so far, without waiting.</summary>
    public void Drain()
    {
        bridge.Drain();
        ShowProgress();
    }

    /// <summary>Runs what is posted until a condition is true.</summary>
    public void WaitUntil(Func<bool> holds) => bridge.WaitUntil(holds, ShowProgress);

    /// <summary>Updates the progress if it is time to.</summary>
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
