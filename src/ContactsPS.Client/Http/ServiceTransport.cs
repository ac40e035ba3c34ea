using System.Diagnostics;
using System.Net;
using ContactsPS.Client.Bulk;

namespace ContactsPS.Client.Http;

/// <summary>
/// Sends requests until there is an answer that stands: waits and repeats as <see cref="RetryPolicy"/> says, and lets no more fly at once
/// than the throttle does. Returns whole answers; what they mean is decided elsewhere.
/// </summary>
internal sealed class ServiceTransport(ContactsClientOptions options, HttpMessageHandler? handler) : IDisposable
{
    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(1);

    // "Again after 0 seconds" must not make us ask without a pause.
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(200);

    private readonly RetryPolicy policy = new(options.MaximumRetryCount);
    private readonly AdaptiveThrottle throttle = new(options.ThrottleLimit);
    private readonly RequestSender sender = new(options, handler);

    /// <summary>The most requests that ever fly at once.</summary>
    public int ThrottleLimit => options.ThrottleLimit;

    /// <summary>Sends a request until there is an answer that stands.</summary>
    /// <returns>The answer, which is the caller's to dispose.</returns>
    /// <exception cref="ContactsException">No answer that stands, after the retries.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled; a wait between attempts ends at once too.</exception>
    public async Task<ServiceAnswer> SendAsync(ServiceRequest request, Action<RequestTrace>? trace, CancellationToken cancellationToken)
    {
        var sinceFirst = Stopwatch.StartNew();
        var attempt = 1;
        while (true)
        {
            TimeSpan wait;
            try
            {
                var answer = await SendThrottledAsync(request, trace, cancellationToken).ConfigureAwait(false);
                var isReady = answer.Status != HttpStatusCode.Accepted;
                if (isReady && !policy.ShouldRepeat(request, answer, attempt))
                {
                    return answer;
                }

                using (answer)
                {
                    // Not being ready is no failure and so no retry: the result is being prepared.
                    wait = isReady ? answer.RetryAfter?.Wait ?? BackOff(attempt) : Longer(answer.RetryAfter?.Wait ?? DefaultWait, ShortestWait);
                    if (isReady)
                    {
                        Trace(trace, $"{request}: {answer.StatusNumber}; retry {attempt} of {options.MaximumRetryCount} in {Seconds(wait)}");
                        attempt++;
                    }
                    else
                    {
                        ThrowIfNotReadyInTime(request, answer, wait, sinceFirst.Elapsed + wait);
                        Trace(trace, $"{request}: 202, not ready; again in {Seconds(wait)}");
                    }
                }
            }
            catch (Exception exception) when (IsTransportFault(exception))
            {
                // What a cancelled request ends with differs between frameworks; to the caller it is one thing.
                cancellationToken.ThrowIfCancellationRequested();
                var wasNeverSent = TransportFault.IsUnreachable(exception);
                if (!policy.ShouldRepeat(request, wasNeverSent, attempt))
                {
                    throw Failure(request, exception, wasNeverSent);
                }

                wait = BackOff(attempt);
                Trace(trace, $"{request}: {TransportFault.Reason(exception)} Retry {attempt} of {options.MaximumRetryCount} in {Seconds(wait)}");
                attempt++;
            }

            await options.Delay(wait, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => sender.Dispose();

    /// <summary>
    /// A cancellation that the caller did not ask for is the attempt's own time limit; invalid data is a body that does not decompress.
    /// </summary>
    private static bool IsTransportFault(Exception exception) =>
        exception is HttpRequestException or IOException or InvalidDataException or OperationCanceledException;

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private async Task<ServiceAnswer> SendThrottledAsync(ServiceRequest request, Action<RequestTrace>? trace, CancellationToken cancellationToken)
    {
        var round = await throttle.EnterAsync(cancellationToken).ConfigureAwait(false);
        ServiceAnswer? answer = null;
        var verdict = ThrottleVerdict.None;
        try
        {
            answer = await sender.SendAsync(request, cancellationToken).ConfigureAwait(false);
            verdict = answer.StatusNumber is 429 or 503 ? ThrottleVerdict.Overloaded : ThrottleVerdict.Answered;
            return answer;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            verdict = ThrottleVerdict.Overloaded;
            throw;
        }
        finally
        {
            if (throttle.Leave(round, request.Kind, verdict, answer?.Latency ?? default) is { } change)
            {
                Trace(trace, change);
            }
        }
    }

    private void ThrowIfNotReadyInTime(ServiceRequest request, ServiceAnswer answer, TimeSpan wait, TimeSpan elapsedThen)
    {
        var outlived = answer.KeptFor is { } keptFor && keptFor < wait;
        if (outlived || (options.Timeout != Timeout.InfiniteTimeSpan && elapsedThen > options.Timeout))
        {
            var reason = outlived ? "and expires before it may be asked for again" : $"and would not have been within {Seconds(options.Timeout)}";
            var failure = request.IsRepeatable ? ContactsFailure.TimedOut : ContactsFailure.OutcomeUnknown;
            throw new ContactsException(failure, $"{request}: the service's result was not ready (202), {reason}.", answer.Status);
        }
    }

    private ContactsException Failure(ServiceRequest request, Exception exception, bool wasNeverSent)
    {
        var timedOut = exception is OperationCanceledException;
        var reason = timedOut ? $"no answer within {Seconds(options.Timeout)}." : TransportFault.Reason(exception);
        var failure = (wasNeverSent, timedOut, request.IsRepeatable) switch
        {
            (true, _, _) => ContactsFailure.Unreachable,
            (_, _, false) => ContactsFailure.OutcomeUnknown,
            (_, true, _) => ContactsFailure.TimedOut,
            _ => ContactsFailure.ServiceFailed,
        };
        return new ContactsException(failure, $"{request} at {options.BaseUri.Host}: {reason}", innerException: timedOut ? null : exception);
    }

#pragma warning disable CA5394 // jitter needs spread, not secrecy
#if NET
    private static TimeSpan BackOff(int attempt) => RetryPolicy.BackOff(attempt, Random.Shared.NextDouble());
#else
    private static readonly ThreadLocal<Random> Jitter = new(() => new Random(Guid.NewGuid().GetHashCode()));

    private static TimeSpan BackOff(int attempt) => RetryPolicy.BackOff(attempt, Jitter.Value.NextDouble());
#endif
#pragma warning restore CA5394

    private static string Seconds(TimeSpan span) => FormattableString.Invariant($"{span.TotalSeconds:0.##} s");

    private static void Trace(Action<RequestTrace>? trace, string line) => trace?.Invoke(new RequestTrace(line));
}
