using System.Management.Automation;
using ContactsPS.Errors;

namespace ContactsPS.Pipeline;

/// <summary>Shows the progress of a cmdlet that takes longer than a moment, at most four times a second.</summary>
/// <param name="cmdlet">The cmdlet.</param>
/// <param name="counters">Counts the outcomes of the inputs.</param>
internal sealed class ProgressMeter(Cmdlet cmdlet, RunCounters counters)
{
    private const long FirstAfterMilliseconds = 1500;
    private const long BetweenMilliseconds = 250;

    // Two cmdlets of one pipeline show a bar each.
    private static int latestActivity;

    private readonly int activity = Interlocked.Increment(ref latestActivity);
    private double next = FirstAfterMilliseconds;
    private bool isShown;

    /// <summary>The number of all inputs; null if it is not known.</summary>
    public long? Total { get; set; }

    /// <summary>Shows the progress if it is time to.</summary>
    /// <param name="name">The name of the cmdlet.</param>
    /// <param name="inFlight">The number of requests in flight.</param>
    public void Show(string name, int inFlight)
    {
        var elapsed = counters.Elapsed;
        if (elapsed.TotalMilliseconds < next)
        {
            return;
        }

        next = elapsed.TotalMilliseconds + BetweenMilliseconds;
        isShown = true;
        var over = counters.Done + counters.NotDone;
        var rate = over / elapsed.TotalSeconds;
        var record = new ProgressRecord(activity, name, Messages.Get("Progress", counters.Done, counters.NotDone, inFlight, rate, elapsed));
        if (Total is > 0 and var total && rate > 0)
        {
            record.PercentComplete = (int)Math.Min(100, 100 * over / total);
            record.SecondsRemaining = (int)Math.Min(int.MaxValue, Math.Max(0, total - over) / rate);
        }

        cmdlet.WriteProgress(record);
    }

    /// <summary>Removes the progress if it was shown.</summary>
    public void Complete()
    {
        if (isShown)
        {
            isShown = false;
            cmdlet.WriteProgress(new ProgressRecord(activity, "-", "-") { RecordType = ProgressRecordType.Completed });
        }
    }
}
