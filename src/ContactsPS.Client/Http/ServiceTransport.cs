using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;

namespace ContactsPS.Client.Http;

/// <summary>
/// Sends requests over kept-alive connections with the account's credentials, waits and repeats as <see cref="RetryPolicy"/> says,
/// and lets no more than the throttle limit fly at once. Returns whole answers; what they mean is decided elsewhere.
/// </summary>
internal sealed class ServiceTransport : IDisposable
{
    // Bounds what a hostile or broken answer may cost; a page of 1000 contacts with much additional data stays well below.
    private const int MaximumAnswerBytes = 128 * 1024 * 1024;

    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(1);

    // "Again after 0 seconds" must not make us ask without a pause.
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(200);

    private readonly ContactsClientOptions options;
    private readonly string baseUri;
    private readonly RetryPolicy policy;
    private readonly HttpClient http;
    private readonly SemaphoreSlim throttle;

    public ServiceTransport(ContactsClientOptions options, HttpMessageHandler? handler)
    {
        this.options = options;
        baseUri = options.BaseUri.GetLeftPart(UriPartial.Path).TrimEnd('/');
        policy = new RetryPolicy(options.MaximumRetryCount);
        throttle = new SemaphoreSlim(options.ThrottleLimit);
        http = new HttpClient(handler ?? CreateHandler(options), disposeHandler: true)
        {
            // Each attempt has its own limit, which also covers reading the body.
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = MaximumAnswerBytes,
        };
    }

    /// <summary>Sends a request until there is an answer that stands.</summary>
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
                var answer = await SendOnceAsync(request, cancellationToken).ConfigureAwait(false);
                if (answer.Status == HttpStatusCode.Accepted)
                {
                    // Not a failure, so it does not count as a retry: the result is being prepared.
                    wait = Longer(answer.RetryAfter?.Wait ?? DefaultWait, ShortestWait);
                    ThrowIfNotReadyInTime(request, answer, wait, sinceFirst.Elapsed + wait);
                    Trace(trace, $"{request}: 202, not ready; again in {Seconds(wait)}");
                }
                else if (policy.ShouldRepeat(request, answer, attempt))
                {
                    wait = answer.RetryAfter?.Wait ?? BackOff(attempt);
                    Trace(trace, $"{request}: {answer.StatusNumber}; retry {attempt} of {options.MaximumRetryCount} in {Seconds(wait)}");
                    attempt++;
                }
                else
                {
                    return answer;
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

    public void Dispose()
    {
        http.Dispose();
        throttle.Dispose();
    }

    /// <summary>
    /// A cancellation that the caller did not ask for is the attempt's own time limit; invalid data is a body that does not decompress.
    /// </summary>
    private static bool IsTransportFault(Exception exception) =>
        exception is HttpRequestException or IOException or InvalidDataException or OperationCanceledException;

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

#if NET
    private static SocketsHttpHandler CreateHandler(ContactsClientOptions options) =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate | DecompressionMethods.Brotli,
            MaxConnectionsPerServer = options.ThrottleLimit,
            // A job that runs for hours notices when the host's address changes.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            Proxy = options.Proxy,
        };
#else
    // .NET Framework would allow two connections a host and old TLS versions: what it defaults otherwise is set here.
    private static HttpClientHandler CreateHandler(ContactsClientOptions options) =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
            MaxConnectionsPerServer = options.ThrottleLimit,
            SslProtocols = SslProtocols.Tls12,
            Proxy = options.Proxy,
        };
#endif

    private async Task<ServiceAnswer> SendOnceAsync(ServiceRequest request, CancellationToken cancellationToken)
    {
        await throttle.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(options.Timeout);
            using var message = CreateMessage(request);
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseContentRead, limit.Token).ConfigureAwait(false);
            var body = response.Content is null ? [] : await ReadBufferedAsync(response.Content).ConfigureAwait(false);
            return new ServiceAnswer(response.StatusCode, body, RetryAfter.Of(response.Headers), KeptFor(response));
        }
        finally
        {
            throttle.Release();
        }
    }

    /// <summary>The body is in memory already (ResponseContentRead), so there is nothing left to cancel.</summary>
#pragma warning disable CA2016, MA0040 // no token to forward: see above, and .NET Framework has no overload that takes one
    private static Task<byte[]> ReadBufferedAsync(HttpContent content) => content.ReadAsByteArrayAsync();
#pragma warning restore CA2016, MA0040

    /// <summary>How long the result is kept, by the answer's own clock, where it tells it; a value that is no date ("0", "-1") says nothing about it.</summary>
    private static TimeSpan? KeptFor(HttpResponseMessage response) =>
        response.Content?.Headers.Expires is { } expires && expires > DateTimeOffset.MinValue
            ? expires - (response.Headers.Date ?? DateTimeOffset.UtcNow)
            : null;

    private HttpRequestMessage CreateMessage(ServiceRequest request)
    {
        var message = new HttpRequestMessage(request.Method, baseUri + request.Path);

        // Without validation, which refuses some tokens with the token in its message; line breaks were refused with the options.
        message.Headers.TryAddWithoutValidation("Authorization", options.AuthorizationToken);
        message.Headers.TryAddWithoutValidation("Application-Key", options.ApplicationKey);
        message.Headers.TryAddWithoutValidation("Accept", "application/json");
        message.Headers.ExpectContinue = false;
        if (request.Body is not null)
        {
            message.Content = new ByteArrayContent(request.Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        return message;
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
