using System.Globalization;
using System.Net.Http.Headers;

namespace ContactsPS.Client.Http;

/// <summary>How long the service asks us to wait: given in seconds or as a date.</summary>
internal readonly record struct RetryAfter(TimeSpan Wait)
{
    /// <summary>Reads the header; a date is measured against the answer's own clock, where it tells it, for ours may be wrong.</summary>
    public static RetryAfter? Of(HttpResponseHeaders headers)
    {
        var value = headers.RetryAfter;
        var now = headers.Date ?? DateTimeOffset.UtcNow;
        if (value?.Delta is { } delta)
        {
            return new RetryAfter(delta);
        }

        if (value?.Date is { } date)
        {
            return new RetryAfter(date > now ? date - now : TimeSpan.Zero);
        }

        // Fractions and signs, which the header's own parser refuses.
        return headers.TryGetValues("Retry-After", out var texts)
            && double.TryParse(texts.FirstOrDefault(), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && seconds is >= 0 and <= 86400
                ? new RetryAfter(TimeSpan.FromSeconds(seconds))
                : null;
    }
}
