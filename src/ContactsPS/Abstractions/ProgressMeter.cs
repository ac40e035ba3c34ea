using System.Diagnostics;
using System.Management.Automation;
using ContactsPS.Errors;

namespace ContactsPS.Abstractions;

/// <summary>Shows how far a cmdlet is, when it takes longer than a moment: at most four times a second, and no longer than it runs.</summary>
/// <param name="cmdlet">Whose progress it is.</param>
internal sealed class ProgressMeter(Cmdlet cmdlet)
{
    private const long FirstAfterMilliseconds = 1500;
    private const long BetweenMilliseconds = 250;

    // Two cmdlets of one pipeline show a bar each.
    private static int latestActivity;

    private readonly int activity = Interlocked.Increment(ref latestActivity);
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private long next = FirstAfterMilliseconds;
    private bool isShown;

    /// <summary>How many contacts or other things are done.</summary>
    public long Done { get; set; }

    /// <summary>How many were refused.</summary>
    public long Refused { get; set; }

    /// <summary>How many there are to do; null where nobody knows.</summary>
    public long? Total { get; set; }

    /// <summary>Shows it, where it is time to.</summary>
    /// <param name="name">What runs.</param>
    /// <param name="inFlight">How many requests are in flight.</param>
    public void Show(string name, int inFlight)
    {
        if (watch.ElapsedMilliseconds < next)
        {
            return;
        }

        next = watch.ElapsedMilliseconds + BetweenMilliseconds;
        isShown = true;
        var rate = (Done + Refused) / watch.Elapsed.TotalSeconds;
        var record = new ProgressRecord(activity, name, Messages.Get("Progress", Done, Refused, inFlight, rate, watch.Elapsed));
        if (Total is > 0 and var total && rate > 0)
        {
            record.PercentComplete = (int)Math.Min(100, 100 * (Done + Refused) / total);
            record.SecondsRemaining = (int)Math.Min(int.MaxValue, Math.Max(0, total - Done - Refused) / rate);
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
