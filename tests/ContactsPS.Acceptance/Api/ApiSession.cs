using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ContactsPS.Acceptance.Api;

/// <summary>The requests of a run: sent one at a time, counted, and limited.</summary>
internal sealed class ApiSession : IDisposable
{
    /// <summary>The maximum number of requests of a run.</summary>
    public const int Limit = 2000;

    /// <summary>The number of requests that are reserved for removing what the run created.</summary>
    public const int KeptForRemoval = 500;

    private const int Attempts = 6;

    private static readonly TimeSpan[] RepeatAfter = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10)];

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly string root;
    private readonly Credentials credentials;
    private readonly HttpClient client;
    private readonly TimeProvider time;
    private readonly CancellationToken stopping;
    private bool isRemoving;

    /// <param name="handler">The handler that sends requests; null for sockets.</param>
    /// <param name="stopping">Ends the run before its next request. A changing request in flight is awaited.</param>
    public ApiSession(Uri baseUri, Credentials credentials, HttpMessageHandler? handler, TimeProvider time, CancellationToken stopping)
    {
        root = baseUri.AbsoluteUri.TrimEnd('/');
        this.credentials = credentials;
        this.time = time;
        this.stopping = stopping;

        // A redirect or a proxy would send the credentials elsewhere.
        client = new HttpClient(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = !baseUri.IsLoopback }) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
    }

    public Observations Observations { get; } = new();

    public int Requests { get; private set; }

    /// <summary>How many of the latest requests got no response.</summary>
    public int Unanswered { get; private set; }

    /// <summary>From now on the run only removes what it created: this is not cancelled, and may use the remaining requests.</summary>
    public void BeginRemoval() => isRemoving = true;

    public Task<ApiResponse> GetAsync(string path) => SendAsync(new ApiRequest(HttpMethod.Get, path));

    public Task<ApiResponse> PostAsync(string path, JsonNode body) => SendAsync(new ApiRequest(HttpMethod.Post, path, body));

    public Task<ApiResponse> PutAsync(string path, JsonNode body) => SendAsync(new ApiRequest(HttpMethod.Put, path, body));

    public Task<ApiResponse> DeleteAsync(string path, JsonNode body) => SendAsync(new ApiRequest(HttpMethod.Delete, path, body));

    /// <summary>Sends a request, and sends it again if the service requests a wait.</summary>
    /// <exception cref="NoResponseException">There was no response.</exception>
    /// <exception cref="LimitException">The run has reached its limit of requests.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public async Task<ApiResponse> SendAsync(ApiRequest request)
    {
        for (var attempt = 1; ; attempt++)
        {
            var response = isRemoving ? await SendPatientlyAsync(request) : await SendOnceAsync(request);
            Observations.Note(request, response, Requests);
            if (response.Status is not (429 or 503) || attempt == Attempts)
            {
                return response;
            }

            await WaitAsync(response.RetryAfter ?? TimeSpan.FromSeconds(Math.Pow(2, attempt)));
        }
    }

    /// <summary>Waits, but at most 30 seconds.</summary>
    public Task WaitAsync(TimeSpan wait) =>
        Task.Delay(wait > LongestWait ? LongestWait : wait < TimeSpan.Zero ? TimeSpan.Zero : wait, time, isRemoving ? CancellationToken.None : stopping);

    public void Dispose() => client.Dispose();

    /// <summary>A removal and its look-ups may be sent again if the response is lost.</summary>
    private async Task<ApiResponse> SendPatientlyAsync(ApiRequest request)
    {
        foreach (var wait in RepeatAfter)
        {
            try
            {
                return await SendOnceAsync(request);
            }
            catch (NoResponseException)
            {
                await WaitAsync(wait);
            }
        }

        return await SendOnceAsync(request);
    }

    private async Task<ApiResponse> SendOnceAsync(ApiRequest request)
    {
        if (!isRemoving)
        {
            stopping.ThrowIfCancellationRequested();
        }

        if (Requests >= (isRemoving ? Limit : Limit - KeptForRemoval))
        {
            throw new LimitException("the limit of requests was reached");
        }

        Requests++;
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, isRemoving || request.Method != HttpMethod.Get ? CancellationToken.None : stopping);
        try
        {
            using var message = Message(request);
            using var response = await client.SendAsync(message, ending.Token);
            var read = await ReadAsync(response, ending.Token);
            Unanswered = 0;
            return read;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or InvalidDataException || timeout.IsCancellationRequested)
        {
            Unanswered++;
            throw new NoResponseException(timeout.IsCancellationRequested ? "no response within 30 seconds" : "no response", exception);
        }
    }

    private HttpRequestMessage Message(ApiRequest request)
    {
        var message = new HttpRequestMessage(request.Method, $"{root}/{request.Path}");
        var (key, authorization) = request.Credentials ?? credentials;
        foreach (var (name, value) in new[] { ("Application-Key", key), ("Authorization", authorization), ("User-Agent", "ContactsPS.Acceptance"), ("Accept-Encoding", "gzip") })
        {
            // A token may contain characters that the strict check refuses.
            _ = value is null || message.Headers.TryAddWithoutValidation(name, value);
        }

        if ((request.Text ?? request.Body?.ToJsonString()) is { } text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            message.Content = new ByteArrayContent(request.IsCompressed ? Compressed(bytes) : bytes);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            if (request.IsCompressed)
            {
                message.Content.Headers.ContentEncoding.Add("gzip");
            }
        }

        return message;
    }

    private static async Task<ApiResponse> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(static header => header.Key.ToLowerInvariant(), static header => string.Join(", ", header.Value), StringComparer.Ordinal);
        var isCompressed = headers.GetValueOrDefault("content-encoding", string.Empty).Contains("gzip", StringComparison.OrdinalIgnoreCase);
        return new ApiResponse((int)response.StatusCode, headers, bytes.Length, Json(isCompressed ? Decompressed(bytes) : bytes));
    }

    private static JsonElement? Json(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[] Compressed(byte[] bytes)
    {
        using var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return result.ToArray();
    }

    private static byte[] Decompressed(byte[] bytes)
    {
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var result = new MemoryStream();
        gzip.CopyTo(result);
        return result.ToArray();
    }
}
