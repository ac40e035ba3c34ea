using System.Globalization;
using System.Net.Http.Headers;

namespace ContactsPS.Client.Http;

/// <summary>How long the service asks us to wait, in seconds or as a date. Documented only for 202 (F4 of docs/service.md); respected for 429 and 503 too (F31).</summary>
internal readonly record struct RetryAfter(TimeSpan Wait)
{
    // No header about rates is known (F61 of docs/service.md). Longer than any caller waits, and short enough for every timer.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>Reads the header. A date is compared with the clock of the response if it has one, because ours may be wrong.</summary>
    /// <param name="headers">The headers of the response.</param>
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

        // The header's own parser accepts neither fractions nor large numbers.
        return headers.TryGetValues("Retry-After", out var texts)
            && double.TryParse(texts.FirstOrDefault(), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && seconds >= 0
                ? Bounded(TimeSpan.FromSeconds(Math.Min(seconds, LongestWait.TotalSeconds)))
                : null;
    }

    private static RetryAfter? Bounded(TimeSpan wait) => new RetryAfter(wait < LongestWait ? wait : LongestWait);
}
