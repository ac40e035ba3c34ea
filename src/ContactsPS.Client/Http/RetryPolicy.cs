using System.Net;

namespace ContactsPS.Client.Http;

/// <summary>
/// Whether a request is retried, and after how long. A request that may have been processed is retried only if it is idempotent.
/// Retry-After overrides the back-off.
/// </summary>
internal sealed class RetryPolicy(int maximumRetryCount)
{
    /// <summary>The longest Retry-After that is respected. A longer one is an error at once, instead of a job that hangs.</summary>
    public static readonly TimeSpan MaximumWait = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan FirstStep = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(30);

    /// <summary>Whether to retry after a response.</summary>
    public bool ShouldRetry(ServiceRequest request, RawResponse answer, int attempt) =>
        attempt <= maximumRetryCount
        && (answer.RetryAfter is not { } asked || asked.Wait <= MaximumWait)
        && (request.IsIdempotent ? IsTransient(answer.Status) : IsUnprocessed(answer));

    /// <summary>Whether to retry after a response that was not an envelope.</summary>
    public bool ShouldRetryBroken(ServiceRequest request, RawResponse answer, int attempt) =>
        attempt <= maximumRetryCount && request.IsIdempotent && answer.IsBroken;

    /// <summary>Whether to retry after a failure below HTTP.</summary>
    public bool ShouldRetry(ServiceRequest request, bool wasNeverSent, int attempt) =>
        attempt <= maximumRetryCount && (request.IsIdempotent || wasNeverSent);

    /// <summary>Whether the response proves that nothing was processed.</summary>
    public static bool IsUnprocessed(RawResponse answer) =>
        answer.StatusNumber == 429 || (answer.Status == HttpStatusCode.ServiceUnavailable && answer.RetryAfter is not null);

    /// <summary>Exponential back-off with full jitter, so that many clients do not retry at the same time.</summary>
    /// <param name="attempt">The number of attempts so far, from 1.</param>
    /// <param name="random">A number from 0 to 1.</param>
    public static TimeSpan BackOff(int attempt, double random)
    {
        var step = FirstStep.TotalMilliseconds * Math.Pow(2, Math.Min(attempt - 1, 16));

        // Rounded up: a timer counts whole milliseconds, so less than one would be no wait.
        return TimeSpan.FromMilliseconds(Math.Ceiling(Math.Min(step, LongestStep.TotalMilliseconds) * random));
    }

    private static bool IsTransient(HttpStatusCode status) => (int)status is 408 or 429 or 500 or 502 or 503 or 504;
}
