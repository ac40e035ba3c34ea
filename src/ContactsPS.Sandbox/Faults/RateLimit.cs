using System.Diagnostics;

namespace ContactsPS.Sandbox.Faults;

/// <summary>A bucket that holds a second's worth of requests, at least one, and refills steadily.</summary>
internal sealed class RateLimit(double perSecond)
{
    private readonly object gate = new();
    private readonly double size = Math.Max(1, perSecond);
    private double left = Math.Max(1, perSecond);
    private long at = Stopwatch.GetTimestamp();

    /// <returns>Null when the request may pass, else the whole seconds to wait, at least 1.</returns>
    public long? SecondsToWait()
    {
        lock (gate)
        {
            var now = Stopwatch.GetTimestamp();
            left = Math.Min(size, left + ((now - at) * perSecond / Stopwatch.Frequency));
            at = now;
            if (left < 1)
            {
                return Math.Max(1, (long)Math.Ceiling((1 - left) / perSecond));
            }

            left--;
            return null;
        }
    }
}
