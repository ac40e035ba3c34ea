using System.Diagnostics;
using ContactsPS.Errors;

namespace ContactsPS.Pipeline;

/// <summary>What has become of a cmdlet's inputs so far.</summary>
internal sealed class RunCounters
{
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly long[] notDone = new long[3];

    /// <summary>Inputs that are done, or items that were written.</summary>
    public long Done { get; set; }

    /// <summary>Requests that were sent again.</summary>
    public long Retries { get; set; }

    public long NotDone => notDone.Sum();

    public TimeSpan Elapsed => watch.Elapsed;

    /// <summary>How many inputs ended so.</summary>
    public long this[InputOutcome outcome] => notDone[(int)outcome];

    /// <summary>Counts inputs that were not done.</summary>
    public void Count(InputOutcome outcome, int inputs) => notDone[(int)outcome] += inputs;
}
