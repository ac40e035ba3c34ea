using System.Diagnostics;
using ContactsPS.Client.Batching;

namespace ContactsPS.Pipeline;

/// <summary>Counts the outcomes of a cmdlet's inputs so far.</summary>
internal sealed class RunCounters
{
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly Dictionary<BatchOutcome, long> notDone = [];

    /// <summary>Inputs that are done, or items that were written.</summary>
    public long Done { get; set; }

    /// <summary>Requests that were retried.</summary>
    public long Retries { get; set; }

    public long NotDone => notDone.Values.Sum();

    public TimeSpan Elapsed => watch.Elapsed;

    /// <summary>The number of inputs with an outcome.</summary>
    public long this[BatchOutcome outcome] => notDone.TryGetValue(outcome, out var count) ? count : 0;

    /// <summary>Counts inputs that were not done.</summary>
    public void Count(BatchOutcome outcome, int inputs) => notDone[outcome] = this[outcome] + inputs;
}
