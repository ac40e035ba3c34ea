using System.Net;

namespace ContactsPS.Client.Http;

/// <summary>
/// Sends requests, with retries as <see cref="RetryPolicy"/> decides, until there is a final response. The limiter bounds the requests in
/// flight. What a response means is decided elsewhere.
/// </summary>
internal sealed class RetryingSender(ContactsClientOptions options, HttpMessageHandler? handler) : IDisposable
{
    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(1);

    // "Retry-After: 0" must not make us send without a pause.
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(200);

    private readonly RetryPolicy policy = new(options.MaximumRetryCount);
    private readonly AdaptiveConcurrencyLimiter limiter = new(options.ThrottleLimit);
    private readonly RequestSender sender = new(options, handler);

    /// <summary>The most requests in flight at any time.</summary>
    public int ThrottleLimit => options.ThrottleLimit;

    /// <summary>The clock for all waits and timeouts.</summary>
    public TimeProvider TimeProvider => options.TimeProvider;

    /// <summary>How often a request is retried after a transient failure.</summary>
    public int MaximumRetryCount => options.MaximumRetryCount;

    /// <summary>Sends a request until there is a final response.</summary>
    /// <param name="request">The request.</param>
    /// <param name="read">Reads a response; throws a <see cref="ContactsException"/> if it is not an envelope.</param>
    /// <param name="listener">Gets each retry and each change of the limit.</param>
    /// <param name="startToken">Ends the wait for a first attempt or a retry.</param>
    /// <param name="cancellationToken">Ends everything.</param>
    /// <returns>What <paramref name="read"/> returned.</returns>
    /// <exception cref="ContactsException">There was no final response, even after the retries.</exception>
    /// <exception cref="RequestNotSentException">The caller cancelled before the service can have processed anything.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled later. A wait between attempts ends at once too.</exception>
    public async Task<T> SendAsync<T>(
        ServiceRequest request, Func<RawResponse, T> read, TraceListener? listener, CancellationToken startToken, CancellationToken cancellationToken)
        where T : class
    {
        using var starting = CancellationTokenSource.CreateLinkedTokenSource(startToken, cancellationToken);
        var retry = new RetryContext(request, listener, options.TimeProvider);
        try
        {
            while (true)
            {
                var (response, wait) = await TryAsync(retry, read, starting.Token, cancellationToken).ConfigureAwait(false);
                if (response is not null)
                {
                    return response;
                }

                await WaitAsync(wait, starting.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!retry.MayBeProcessed)
        {
            throw new RequestNotSentException();
        }
        catch (ContactsException exception) when (retry.MayBeProcessed)
        {
            exception.MayBeProcessed = true;
            throw;
        }
    }

    /// <summary>Waits as long as before a retry with this number.</summary>
    public Task PauseAsync(int attempt, CancellationToken cancellationToken) => WaitAsync(BackOff(attempt), cancellationToken);

    public void Dispose() => sender.Dispose();

    /// <summary>
    /// A cancellation that the caller did not request is the time limit of the attempt; InvalidDataException is a body that cannot be decompressed.
    /// </summary>
    private static bool IsTransportFault(Exception exception) =>
        exception is HttpRequestException or IOException or InvalidDataException or OperationCanceledException;

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    /// <summary>Sends a request once.</summary>
    /// <returns>What was read from a final response, else how long to wait before the next attempt.</returns>
    private async Task<(T? Reply, TimeSpan Wait)> TryAsync<T>(
        RetryContext retry, Func<RawResponse, T> read, CancellationToken startToken, CancellationToken cancellationToken)
        where T : class
    {
        var request = retry.Request;
        try
        {
            using var answer = await SendThrottledAsync(retry, startToken, cancellationToken).ConfigureAwait(false);
            if (answer.Status == HttpStatusCode.Accepted)
            {
                return (null, Later(retry, answer));
            }

            return policy.ShouldRetry(request, answer, retry.Number) ? (null, Again(retry, answer)) : Read(retry, answer, read);
        }
        catch (Exception exception) when (IsTransportFault(exception))
        {
            // The exception of a cancelled request differs between frameworks; the caller gets the same one.
            var wasNeverSent = TransportFault.IsUnreachable(exception);
            retry.MayBeProcessed |= exception is not OperationCanceledException && !wasNeverSent;
            startToken.ThrowIfCancellationRequested();
            if (TransportFault.IsPermanent(exception) || !policy.ShouldRetry(request, wasNeverSent, retry.Number))
            {
                throw Failure(request, exception, wasNeverSent);
            }

            return (null, BackOff(retry, $"{request}: {Reason(exception)}"));
        }
    }

    private (T? Reply, TimeSpan Wait) Read<T>(RetryContext retry, RawResponse answer, Func<RawResponse, T> read)
        where T : class
    {
        answer.IsRepeat = retry.MayBeProcessed;
        try
        {
            return (read(answer), default);
        }
        catch (ContactsException exception) when (exception.Failure is ContactsFailure.NotTheService or ContactsFailure.ServiceFailed && policy.ShouldRetryBroken(retry.Request, answer, retry.Number))
        {
            retry.MayBeProcessed = true;
            return (null, BackOff(retry, exception.MessageForLogs));
        }
    }

    /// <summary>How long to wait after a response that is not final.</summary>
    private TimeSpan Again(RetryContext retry, RawResponse answer)
    {
        retry.MayBeProcessed |= !RetryPolicy.IsUnprocessed(answer);
        var wait = answer.RetryAfter?.Wait ?? BackOff(retry.Number);
        retry.TraceRetry(Messages.Get("RetryOfStatus", retry.Request, answer.StatusNumber, retry.Number, options.MaximumRetryCount, Seconds(wait)));
        return wait;
    }

    /// <summary>How long to wait after an attempt without a readable response.</summary>
    private TimeSpan BackOff(RetryContext retry, string why)
    {
        var wait = BackOff(retry.Number);
        retry.TraceRetry(Messages.Get("RetryOfFailure", why, retry.Number, options.MaximumRetryCount, Seconds(wait)));
        return wait;
    }

    /// <summary>How long to wait for a result that is not ready. This is not a failure and does not count as a retry.</summary>
    private TimeSpan Later(RetryContext retry, RawResponse answer)
    {
        retry.MayBeProcessed = true;
        var wait = Longer(answer.RetryAfter?.Wait ?? DefaultWait, ShortestWait);
        ThrowIfNotReadyInTime(retry.Request, answer, wait, retry.Elapsed + wait);
        retry.Trace(Messages.Get("NotReadyYet", retry.Request, Seconds(wait)));
        return wait;
    }

    private async Task<RawResponse> SendThrottledAsync(RetryContext retry, CancellationToken startToken, CancellationToken cancellationToken)
    {
        var request = retry.Request;
        var round = await limiter.AcquireAsync(startToken).ConfigureAwait(false);
        RawResponse? answer = null;
        var outcome = RequestOutcome.None;
        var isUnderWay = false;
        try
        {
            // Ctrl+C ends requests in flight, which admits a waiting one: it was not sent and must not be.
            startToken.ThrowIfCancellationRequested();
            cancellationToken.ThrowIfCancellationRequested();
            isUnderWay = true;
            retry.TraceRequest();
            answer = await sender.SendAsync(request, cancellationToken).ConfigureAwait(false);
            retry.TraceAnswer(answer);
            outcome = answer.StatusNumber is 429 or 503 ? RequestOutcome.Overloaded : RequestOutcome.Answered;
            return answer;
        }
        catch (OperationCanceledException) when (isUnderWay)
        {
            // The time limit of the attempt, or Ctrl+C, which ends a request that was in flight.
            retry.MayBeProcessed = true;
            outcome = cancellationToken.IsCancellationRequested ? RequestOutcome.None : RequestOutcome.Overloaded;
            throw;
        }
        finally
        {
            if (limiter.Release(round, request.Kind, outcome, answer?.Latency ?? default) is { } change)
            {
                retry.Trace(change);
            }
        }
    }

    private void ThrowIfNotReadyInTime(ServiceRequest request, RawResponse answer, TimeSpan wait, TimeSpan elapsedThen)
    {
        var outlived = answer.KeptFor is { } keptFor && keptFor < wait;
        if (outlived || (options.Timeout != Timeout.InfiniteTimeSpan && elapsedThen > options.Timeout))
        {
            var failure = request.IsIdempotent ? ContactsFailure.TimedOut : ContactsFailure.OutcomeUnknown;
            throw new ContactsException(failure, outlived ? Messages.Get("ResultExpires", request) : Messages.Get("ResultNotReady", request, Seconds(options.Timeout)), answer.Status);
        }
    }

    private ContactsException Failure(ServiceRequest request, Exception exception, bool wasNeverSent)
    {
        var timedOut = exception is OperationCanceledException;
        var failure = (wasNeverSent, timedOut, request.IsIdempotent) switch
        {
            (true, _, _) => ContactsFailure.Unreachable,
            (_, _, false) => ContactsFailure.OutcomeUnknown,
            (_, true, _) => ContactsFailure.TimedOut,
            _ => ContactsFailure.ServiceFailed,
        };
        var message = failure == ContactsFailure.OutcomeUnknown ? "TransportFailedUnknown" : "TransportFailed";
        return new ContactsException(failure, Messages.Get(message, request, options.BaseUri.Host, Reason(exception)), innerException: timedOut || TransportFault.QuotesAnswer(exception) ? null : exception);
    }

    private string Reason(Exception exception) =>
        exception is OperationCanceledException ? Messages.Get("NoResponse", Seconds(options.Timeout)) : TransportFault.Reason(exception);

#pragma warning disable CA5394 // jitter needs spread, not secrecy
#if NET
    private static TimeSpan BackOff(int attempt) => RetryPolicy.BackOff(attempt, Random.Shared.NextDouble());

    private Task WaitAsync(TimeSpan wait, CancellationToken cancellationToken) => Task.Delay(wait, options.TimeProvider, cancellationToken);
#else
    private static readonly ThreadLocal<Random> Jitter = new(() => new Random(Guid.NewGuid().GetHashCode()));

    private static TimeSpan BackOff(int attempt) => RetryPolicy.BackOff(attempt, Jitter.Value.NextDouble());

    private Task WaitAsync(TimeSpan wait, CancellationToken cancellationToken) => options.TimeProvider.Delay(wait, cancellationToken);
#endif
#pragma warning restore CA5394

    private static string Seconds(TimeSpan span) => FormattableString.Invariant($"{span.TotalSeconds:0.##} s");
}
