using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using ContactsPS.Client.Redaction;

namespace ContactsPS.Client.Http;

/// <summary>Sends one request once, with the account's credentials, and reads the whole response.</summary>
internal sealed class RequestSender : IDisposable
{
    private readonly ContactsClientOptions options;
    private readonly string baseUri;
    private readonly Redactor secrets;
    private readonly HttpClient http;

    public RequestSender(ContactsClientOptions options, HttpMessageHandler? handler)
    {
        this.options = options;
        secrets = Redactor.OfSecrets(options.AuthorizationToken, options.ApplicationKey);
        baseUri = options.BaseUri.GetLeftPart(UriPartial.Path).TrimEnd('/');

        // Each attempt has its own time limit, which includes reading the body.
        http = new HttpClient(handler ?? CreateHandler(options), disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Sends a request.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled, or there was no response in time.</exception>
    /// <exception cref="HttpRequestException">There is no connection, or it broke.</exception>
    /// <exception cref="IOException">The response was cut off or is too large.</exception>
    /// <exception cref="InvalidDataException">The response cannot be decompressed.</exception>
    public async Task<RawResponse> SendAsync(ServiceRequest request, CancellationToken cancellationToken)
    {
        using var timeout = CreateTimeout(options);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        using var message = CreateMessage(request);
        var start = options.TimeProvider.GetTimestamp();
        using var response = await SendAsync(message, limit.Token).ConfigureAwait(false);
        var latency = options.TimeProvider.GetElapsedTime(start);
        var body = await ReadWholeAsync(response, limit.Token).ConfigureAwait(false);
        return new RawResponse(response.StatusCode, body)
        {
            RetryAfter = RetryAfter.Of(response.Headers, options.TimeProvider),
            KeptFor = KeptFor(response),
            RedirectsTo = RedirectsTo(response),
            Secrets = secrets,
            Latency = latency,
        };
    }

    public void Dispose() => http.Dispose();

    private static async Task<PooledBody> ReadWholeAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadBodyAsync(response, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidOperationException exception) when (exception is not ObjectDisposedException)
        {
            // BrotliStream throws this for bytes that are not Brotli.
            throw new InvalidDataException(Messages.Get("DoesNotDecompress"), exception);
        }
    }

#if NET
    private static CancellationTokenSource CreateTimeout(ContactsClientOptions options) => new(options.Timeout, options.TimeProvider);

    private static SocketsHttpHandler CreateHandler(ContactsClientOptions options) =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            // Responses may be compressed (F59 of docs/service.md). Requests are not, because it is not known whether the service accepts that (F60).
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate | DecompressionMethods.Brotli,
            MaxConnectionsPerServer = options.ThrottleLimit,
            // So that a job that runs for hours notices a new address of the host.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            Proxy = options.Proxy,
            UseProxy = UsesProxy(options),
            DefaultProxyCredentials = options.ProxyCredentials,
            SslOptions = { RemoteCertificateValidationCallback = static (_, certificate, chain, errors) => CertificateCheck.Accept(certificate, chain, errors) },
        };

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken) =>
        http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    private static async Task<PooledBody> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        return await PooledBody.ReadAsync(stream, response.Content.Headers.ContentLength, cancellationToken).ConfigureAwait(false);
    }
#else
    private static CancellationTokenSource CreateTimeout(ContactsClientOptions options) => options.TimeProvider.CreateCancellationTokenSource(options.Timeout);

    // The defaults of .NET Framework are two connections for each host and old TLS versions.
    private static HttpClientHandler CreateHandler(ContactsClientOptions options) =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
            MaxConnectionsPerServer = options.ThrottleLimit,
            SslProtocols = SslProtocols.Tls12,
            Proxy = options.Proxy,
            UseProxy = UsesProxy(options),
            DefaultProxyCredentials = options.ProxyCredentials,
#pragma warning disable MA0039 // it takes what the system takes and no more; it only finds words for the rest
            ServerCertificateCustomValidationCallback = static (_, certificate, chain, errors) => CertificateCheck.Accept(certificate, chain, errors),
#pragma warning restore MA0039
        };

    // The handler of .NET Framework may open a connection for as long as the system allows. The wait ends at once, and a response that arrives later is discarded.
    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        var cancelled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = cancellationToken.Register(() => cancelled.TrySetResult(true));
        var sending = http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (await Task.WhenAny(sending, cancelled.Task).ConfigureAwait(false) != sending)
        {
            _ = DiscardAsync(sending);
            throw new OperationCanceledException(cancellationToken);
        }

        return await sending.ConfigureAwait(false);
    }

    private static async Task DiscardAsync(Task<HttpResponseMessage> sending)
    {
        try
        {
            (await sending.ConfigureAwait(false)).Dispose();
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException or WebException or ObjectDisposedException)
        {
            // Nothing waits for it any more.
        }
    }

    // Its streams ignore the token while they read; only closing the response ends the read.
    private static async Task<PooledBody> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var closing = cancellationToken.Register(response.Dispose);
        try
        {
            using var stream = response.Content is null ? Stream.Null : await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
            var body = await PooledBody.ReadAsync(stream, response.Content?.Headers.ContentLength, cancellationToken).ConfigureAwait(false);
            if (!cancellationToken.IsCancellationRequested)
            {
                return body;
            }

            // A decompressing stream takes the closing for the end of the body.
            body.Dispose();
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
    }
#endif

    /// <summary>The system's proxy is for other machines and would not reach a sandbox on this one.</summary>
    private static bool UsesProxy(ContactsClientOptions options) => options.Proxy is not null || !options.BaseUri.IsLoopback;

    private static string? RedirectsTo(HttpResponseMessage response) =>
        response.Headers.Location is not { } location ? null
        : location.IsAbsoluteUri ? location.GetLeftPart(UriPartial.Scheme) + location.Authority
        : Messages.Get("RedirectsToSameHost");

    /// <summary>How long the result is kept, measured with the clock of the response if it has one. A value that is not a date ("0", "-1") is ignored.</summary>
    private TimeSpan? KeptFor(HttpResponseMessage response) =>
        response.Content?.Headers.Expires is { } expires && expires > DateTimeOffset.MinValue
            ? expires - (response.Headers.Date ?? options.TimeProvider.GetUtcNow())
            : null;

    private HttpRequestMessage CreateMessage(ServiceRequest request)
    {
        var message = new HttpRequestMessage(request.Method, baseUri + request.Path);

        // Without validation, which refuses some tokens and shows the token in its message. The options have refused line breaks.
        message.Headers.TryAddWithoutValidation("Authorization", options.AuthorizationToken);
        message.Headers.TryAddWithoutValidation("Application-Key", options.ApplicationKey);
        message.Headers.TryAddWithoutValidation("Accept", "application/json");
        message.Headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
        message.Headers.ExpectContinue = false;
        if (request.Body is not null)
        {
            message.Content = new ByteArrayContent(request.Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        return message;
    }
}
