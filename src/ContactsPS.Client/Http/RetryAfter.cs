using System.Globalization;
using System.Net.Http.Headers;

namespace ContactsPS.Client.Http;

/// <summary>How long the service asks us to wait: given in seconds or as a date. It is documented with 202 alone (F4 of docs/service.md), and respected with 429 and 503 too (F31).</summary>
internal readonly record struct RetryAfter(TimeSpan Wait)
{
    // No header about rates is known (F61 of docs/service.md). Longer than anybody waits, and short enough for every timer.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>Reads the header; a date is measured against the answer's own clock, where it tells it, for ours may be wrong.</summary>
    /// <param name="headers">The answer's headers.</param>
    /// <param name="time">Our clock.</param>
    public static RetryAfter? Of(HttpResponseHeaders headers, TimeProvider time)
    {
        var value = headers.RetryAfter;
        var now = headers.Date ?? time.GetUtcNow();
        if (value?.Delta is { } delta)
        {
            return Bounded(delta);
        }

        if (value?.Date is { } date)
        {
            return Bounded(date > now ? date - now : TimeSpan.Zero);
        }

        // Fractions, and numbers too large for the header's own parser.
        return headers.TryGetValues("Retry-After", out var texts)
            && double.TryParse(texts.FirstOrDefault(), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && seconds >= 0
                ? Bounded(TimeSpan.FromSeconds(Math.Min(seconds, LongestWait.TotalSeconds)))
                : null;
    }

    private static RetryAfter? Bounded(TimeSpan wait) => new RetryAfter(wait < LongestWait ? wait : LongestWait);
}
