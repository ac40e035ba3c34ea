using ContactsPS.Client.Batching;
using ContactsPS.Errors;

namespace ContactsPS.Outcomes;

/// <summary>
/// One run of a command that changes contacts: what became of each of its inputs, also if the pipeline was stopped and nothing could be written any more. An input that is done takes
/// nine bytes.
/// </summary>
public sealed class CommandRun
{
    private readonly long[] counts = new long[(int)InputOutcome.OutcomeUnknown + 1];
    private readonly InputResults results = new();

    internal CommandRun(string command) => Command = command;

    /// <summary>The command's name.</summary>
    public string Command { get; }

    /// <summary>When it began.</summary>
    public DateTimeOffset Started { get; } = DateTimeOffset.Now;

    /// <summary>Whether it came to its end: false if it is running, and if it was stopped.</summary>
    public bool IsComplete { get; internal set; }

    /// <summary>Inputs that are done.</summary>
    public long Done => counts[(int)InputOutcome.Done];

    /// <summary>Inputs that were refused, by the service or before they were sent.</summary>
    public long Refused => counts[(int)InputOutcome.Refused];

    /// <summary>Inputs whose request failed and that are not done.</summary>
    public long Failed => counts[(int)InputOutcome.Failed];

    /// <summary>Inputs that were sent, and of which it is not known whether they were processed.</summary>
    public long OutcomeUnknown => counts[(int)InputOutcome.OutcomeUnknown];

    /// <summary>Inputs that were read and not sent. What the pipeline had not brought yet does not count.</summary>
    public long NotSent => counts[(int)InputOutcome.NotSent];

    /// <summary>Opt-outs of a sync's source, or of a plan, that are not known to be done: one for each contact and channel. 0 for any other command.</summary>
    public long OpenOptOuts { get; internal set; }

    /// <summary>The inputs, in the order in which they came.</summary>
    public IReadOnlyList<InputResult> Results => results;

    /// <summary>Whether it has ended, in whatever way.</summary>
    internal bool HasEnded { get; set; }

    /// <summary>The run in a line.</summary>
    public override string ToString() => Messages.Get("Run", Command, Done, Refused, Failed, OutcomeUnknown, NotSent);

    /// <summary>Takes an input, which is not sent yet.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="input">The input, which is kept until it is done.</param>
    /// <returns>Its place.</returns>
    internal int Begin(long number, object? input)
    {
        counts[(int)InputOutcome.NotSent]++;
        return results.Add(number, input);
    }

    /// <summary>Takes what became of an input.</summary>
    /// <param name="place">Its place.</param>
    /// <param name="id">The contact's id if it is known.</param>
    internal void Finish(int place, long? id) => Count(results.Finish(place, id), InputOutcome.Done);

    /// <summary>Takes that an input is not done.</summary>
    /// <param name="place">Its place.</param>
    /// <param name="failure">Why.</param>
    /// <param name="input">The input, if it was not kept.</param>
    internal void Fail(int place, Failure failure, object? input = null)
    {
        var outcome = failure.Kind == FailureKind.NotSent ? InputOutcome.NotSent
            : failure.Kind.LeavesOutcomeOpen || failure.Record.Exception is ContactsException { MayBeProcessed: true } ? InputOutcome.OutcomeUnknown
            : failure.Kind.Outcome == BatchOutcome.Refused ? InputOutcome.Refused
            : InputOutcome.Failed;
        Count(results.Leave(place, outcome, failure.Record, input), outcome);
    }

    /// <summary>Takes that an input was sent, and that its response was not waited for.</summary>
    internal void Abandon(int place, object? input) => Count(results.Leave(place, InputOutcome.OutcomeUnknown, error: null, input), InputOutcome.OutcomeUnknown);

    private void Count(InputOutcome before, InputOutcome now)
    {
        counts[(int)before]--;
        counts[(int)now]++;
    }
}
