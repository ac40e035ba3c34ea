using System.Diagnostics;

namespace ContactsPS.Sandbox.Faults;

/// <summary>A bucket that holds a second's worth of requests, at least one, and refills steadily.</summary>
internal sealed class RateLimit(double perSecond)
{
    private readonly object _gate = new();
    private readonly double _size = Math.Max(1, perSecond);
    private double _left = Math.Max(1, perSecond);
    private long _at = Stopwatch.GetTimestamp();

    /// <returns>Null when the request may pass, else the whole seconds to wait, at least 1.</returns>
    public long? SecondsToWait()
    {
        lock (_gate)
        {
            var now = Stopwatch.GetTimestamp();
            _left = Math.Min(_size, _left + ((now - _at) * perSecond / Stopwatch.Frequency));
            _at = now;
            if (_left < 1)
            {
                return Math.Max(1, (long)Math.Ceiling((1 - _left) / perSecond));
            }

            _left--;
            return null;
        }
    }
}
