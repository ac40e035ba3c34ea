using System.Net;

namespace ContactsPS.Client.Http;

/// <summary>
/// When a request is sent again, and after how long. What may have been processed is repeated only where repeating does no harm;
/// the service's own Retry-After wins over our back-off.
/// </summary>
internal sealed class RetryPolicy(int maximumRetryCount)
{
    /// <summary>The longest wait that the service may ask for; a longer one is an error now rather than a job that hangs.</summary>
    public static readonly TimeSpan MaximumWait = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan FirstStep = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(30);

    /// <summary>Whether an answer is sent for again.</summary>
    public bool ShouldRetry(ServiceRequest request, RawResponse answer, int attempt) =>
        attempt <= maximumRetryCount
        && (answer.RetryAfter is not { } asked || asked.Wait <= MaximumWait)
        && (request.IsIdempotent ? IsTransient(answer.Status) : IsUnprocessed(answer));

    /// <summary>Whether an answer that was no envelope is sent for again.</summary>
    public bool ShouldRetryBroken(ServiceRequest request, RawResponse answer, int attempt) =>
        attempt <= maximumRetryCount && request.IsIdempotent && answer.IsBroken;

    /// <summary>Whether a request that failed below HTTP is sent again.</summary>
    public bool ShouldRetry(ServiceRequest request, bool wasNeverSent, int attempt) =>
        attempt <= maximumRetryCount && (request.IsIdempotent || wasNeverSent);

    /// <summary>Whether the answer proves that nothing was processed.</summary>
    public static bool IsUnprocessed(RawResponse answer) =>
        answer.StatusNumber == 429 || (answer.Status == HttpStatusCode.ServiceUnavailable && answer.RetryAfter is not null);

    /// <summary>Exponential back-off with full jitter, so that many clients do not return together.</summary>
    /// <param name="attempt">How often the request was sent, from 1.</param>
    /// <param name="random">A number from 0 to 1.</param>
    public static TimeSpan BackOff(int attempt, double random)
    {
        var step = FirstStep.TotalMilliseconds * Math.Pow(2, Math.Min(attempt - 1, 16));

        // Rounded up: a timer counts whole milliseconds, and takes less than one for no wait at all.
        return TimeSpan.FromMilliseconds(Math.Ceiling(Math.Min(step, LongestStep.TotalMilliseconds) * random));
    }

    private static bool IsTransient(HttpStatusCode status) => (int)status is 408 or 429 or 500 or 502 or 503 or 504;
}
