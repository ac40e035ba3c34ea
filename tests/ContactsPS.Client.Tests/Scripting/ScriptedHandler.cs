using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace ContactsPS.Client.Tests;

/// <summary>Replaces the network: returns the scripted responses in order, and records the requests.</summary>
internal sealed class ScriptedHandler : HttpMessageHandler
{
    private readonly Lock gate = new();
    private readonly Queue<Func<CancellationToken, Task<HttpResponseMessage>>> responses = new();
    private readonly List<SentRequest> requests = [];

    public IReadOnlyList<SentRequest> Requests
    {
        get
        {
            lock (gate)
            {
                return [.. requests];
            }
        }
    }

    public void Enqueue(Func<CancellationToken, Task<HttpResponseMessage>> response)
    {
        lock (gate)
        {
            responses.Enqueue(response);
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        Func<CancellationToken, Task<HttpResponseMessage>> response;
        lock (gate)
        {
            requests.Add(new SentRequest(request, body));
            response = responses.Count > 0 ? responses.Dequeue() : throw new InvalidOperationException($"No response is scripted for {request.Method} {request.RequestUri}.");
        }

        return await response(cancellationToken);
    }
}

/// <summary>One request as it would be sent.</summary>
internal sealed class SentRequest
{
    public SentRequest(HttpRequestMessage request, string? body)
    {
        Method = request.Method.Method;
        Uri = request.RequestUri!.AbsoluteUri;
        Body = body;
        Headers = Raw(request.Headers).Concat(request.Content is null ? [] : Raw(request.Content.Headers))
            .ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase);
    }

    public string Method { get; }

    public string Uri { get; }

    /// <summary>Path and query below the base URI.</summary>
    public string Path => Uri[ScriptedResponses.BaseUri.Length..];

    public string? Body { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

#if NET
    private static IEnumerable<KeyValuePair<string, string>> Raw(HttpHeaders headers) =>
        headers.NonValidated.Select(header => KeyValuePair.Create(header.Key, header.Value.ToString()));
#else
    private static IEnumerable<KeyValuePair<string, string>> Raw(HttpHeaders headers) =>
        headers.Select(header => new KeyValuePair<string, string>(header.Key, string.Join(", ", header.Value)));
#endif

    public override string ToString() => $"{Method} {Path} {Body}".TrimEnd();
}
