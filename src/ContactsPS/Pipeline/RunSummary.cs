using ContactsPS.Client.Batching;
using ContactsPS.Errors;

namespace ContactsPS.Pipeline;

/// <summary>
/// The outcomes of a changing cmdlet: the message of its one record in the information stream, tagged <c>ContactsPS.Summary</c>.
/// </summary>
public sealed class RunSummary
{
    private readonly string verb;

    internal RunSummary(string command, string verb, RunCounters counters)
    {
        this.verb = verb;
        Command = command;
        Done = counters.Done;
        Refused = counters[BatchOutcome.Refused];
        Failed = counters[BatchOutcome.Failed];
        OutcomeUnknown = counters[BatchOutcome.OutcomeUnknown];
        Retried = counters.Retries;
        Duration = counters.Elapsed;
    }

    /// <summary>The cmdlet.</summary>
    public string Command { get; }

    /// <summary>Inputs that were done: created, changed, removed.</summary>
    public long Done { get; }

    /// <summary>Inputs to correct: the service refused them, or they cannot be used and were not sent.</summary>
    public long Refused { get; }

    /// <summary>Inputs to send again: their request failed, even after its retries.</summary>
    public long Failed { get; }

    /// <summary>Inputs to check: their outcome is unknown.</summary>
    public long OutcomeUnknown { get; }

    /// <summary>Requests that were retried.</summary>
    public long Retried { get; }

    /// <summary>From the cmdlet's start to its last response.</summary>
    public TimeSpan Duration { get; }

    /// <summary>The summary in one line.</summary>
    public override string ToString() => Messages.Get("Summary", Command, Done, verb, Refused, Failed, OutcomeUnknown, Retried, Duration.TotalSeconds);
}
