namespace ContactsPS.Sandbox.Faults;

/// <summary>A token bucket with the requests of one second, at least one, that refills steadily.</summary>
/// <param name="perSecond">Requests per second, above 0.</param>
/// <param name="time">The clock.</param>
internal sealed class RateLimit(double perSecond, TimeProvider time)
{
    private readonly object gate = new();
    private readonly double size = Math.Max(1, perSecond);
    private double left = Math.Max(1, perSecond);
    private long at = time.GetTimestamp();

    /// <returns>Null if the request may pass, else the whole seconds to wait, at least 1.</returns>
    public long? SecondsToWait()
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            left = Math.Min(size, left + (time.GetElapsedTime(at, now).TotalSeconds * perSecond));
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
