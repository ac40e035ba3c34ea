using System.Management.Automation;
using ContactsPS.Errors;

namespace ContactsPS.Pipeline;

/// <summary>Shows how far a cmdlet is, when it takes longer than a moment: at most four times a second, and no longer than it runs.</summary>
/// <param name="cmdlet">Whose progress it is.</param>
/// <param name="counters">What has become of its inputs.</param>
internal sealed class ProgressMeter(Cmdlet cmdlet, RunCounters counters)
{
    private const long FirstAfterMilliseconds = 1500;
    private const long BetweenMilliseconds = 250;

    // Two cmdlets of one pipeline show a bar each.
    private static int latestActivity;

    private readonly int activity = Interlocked.Increment(ref latestActivity);
    private double next = FirstAfterMilliseconds;
    private bool isShown;

    /// <summary>How many there are to do; null where nobody knows.</summary>
    public long? Total { get; set; }

    /// <summary>Shows it, where it is time to.</summary>
    /// <param name="name">What runs.</param>
    /// <param name="inFlight">How many requests are in flight.</param>
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

    /// <summary>Takes it off the screen, where it was shown.</summary>
    public void Complete()
    {
        if (isShown)
        {
            isShown = false;
            cmdlet.WriteProgress(new ProgressRecord(activity, "-", "-") { RecordType = ProgressRecordType.Completed });
        }
    }
}
