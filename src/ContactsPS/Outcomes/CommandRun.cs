using ContactsPS.Client.Batching;
using ContactsPS.Errors;

namespace ContactsPS.Outcomes;

/// <summary>
/// One run of a command that changes contacts: the outcome of each of its inputs, also if the pipeline was stopped and no more output was possible. An input that is done takes
/// nine bytes.
/// </summary>
public sealed class CommandRun
{
    private readonly long[] counts = new long[(int)InputOutcome.OutcomeUnknown + 1];
    private readonly InputResults results = new();

    internal CommandRun(string command) => Command = command;

    /// <summary>The command's name.</summary>
    public string Command { get; }

    /// <summary>When it started.</summary>
    public DateTimeOffset Started { get; } = DateTimeOffset.Now;

    /// <summary>Whether it ran to its end: false while it runs, and if it was stopped.</summary>
    public bool IsComplete { get; internal set; }

    /// <summary>Inputs that are done.</summary>
    public long Done => counts[(int)InputOutcome.Done];

    /// <summary>Inputs that were refused, by the service or before they were sent.</summary>
    public long Refused => counts[(int)InputOutcome.Refused];

    /// <summary>Inputs that were not changed, because their request failed.</summary>
    public long Failed => counts[(int)InputOutcome.Failed];

    /// <summary>Inputs that were sent, and whose outcome is unknown.</summary>
    public long OutcomeUnknown => counts[(int)InputOutcome.OutcomeUnknown];

    /// <summary>Inputs that were read but not sent. Inputs that the pipeline had not delivered yet are not counted.</summary>
    public long NotSent => counts[(int)InputOutcome.NotSent];

    /// <summary>Opt-outs of a sync's source, or of a plan, that are not known to be done, counted for each contact and channel. 0 for other commands.</summary>
    public long OpenOptOuts { get; internal set; }

    /// <summary>The inputs, in order.</summary>
    public IReadOnlyList<InputResult> Results => results;

    /// <summary>Whether it has ended, for any reason.</summary>
    internal bool HasEnded { get; set; }

    /// <summary>The run in one line.</summary>
    public override string ToString() => Messages.Get("Run", Command, Done, Refused, Failed, OutcomeUnknown, NotSent);

    /// <summary>Records an input that is not sent yet.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="input">The input, which is kept until it is done.</param>
    /// <returns>Its index.</returns>
    internal int Begin(long number, object? input)
    {
        counts[(int)InputOutcome.NotSent]++;
        return results.Add(number, input);
    }

    /// <summary>Records the outcome of an input.</summary>
    /// <param name="place">Its index.</param>
    /// <param name="id">The contact's id if it is known.</param>
    internal void Finish(int place, long? id) => Count(results.Finish(place, id), InputOutcome.Done);

    /// <summary>Records that an input is not done.</summary>
    /// <param name="place">Its index.</param>
    /// <param name="failure">The reason.</param>
    /// <param name="input">The input, if it was not kept.</param>
    internal void Fail(int place, Failure failure, object? input = null)
    {
        var outcome = failure.Kind == FailureKind.NotSent ? InputOutcome.NotSent
            : failure.Kind.LeavesOutcomeOpen || failure.Record.Exception is ContactsException { MayBeProcessed: true } ? InputOutcome.OutcomeUnknown
            : failure.Kind.Outcome == BatchOutcome.Refused ? InputOutcome.Refused
            : InputOutcome.Failed;
        Count(results.Leave(place, outcome, failure.Record, input), outcome);
    }

    /// <summary>Records that an input was sent and that nothing waited for its response.</summary>
    internal void Abandon(int place, object? input) => Count(results.Leave(place, InputOutcome.OutcomeUnknown, error: null, input), InputOutcome.OutcomeUnknown);

    private void Count(InputOutcome before, InputOutcome now)
    {
        counts[(int)before]--;
        counts[(int)now]++;
    }
}
