using System.Collections.Concurrent;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Pipeline;

/// <summary>Forwards requests to a sandbox, but revokes the token or loses the response of some of them.</summary>
internal sealed class SandboxProxy : IDisposable
{
    private const string Revoked = """{"meta":{"numberOfErrors":1,"numberOfData":0,"status":401,"uniqId":"085fa5dabf"},"data":[],"errors":[{"title":"Unauthorized","message":"The token was revoked.","code":"E-401"}]}""";

    private readonly HttpClient client = new();
    private readonly Uri sandbox;
    private readonly LoopbackServer server;
    private int writes;

    public SandboxProxy(Uri sandbox)
    {
        this.sandbox = sandbox;
        server = LoopbackServer.Responding(AnswerAsync);
    }

    public Uri BaseUri => server.BaseUri;

    /// <summary>The requests, in the order in which they arrived.</summary>
    public ConcurrentQueue<ReceivedRequest> Requests { get; } = new();

    /// <summary>Called for each write before it is forwarded, with its number from 1.</summary>
    public Action<int> Arrived { get; set; } = static _ => { };

    /// <summary>The first write for which the token is no longer accepted.</summary>
    public int RevokedFrom { get; set; } = int.MaxValue;

    /// <summary>Whether the response to a write is lost.</summary>
    public Func<int, bool> IsLost { get; set; } = static _ => false;

    public void Reset()
    {
        writes = 0;
        Arrived = static _ => { };
        RevokedFrom = int.MaxValue;
        IsLost = static _ => false;
    }

    public void Dispose()
    {
        server.Dispose();
        client.Dispose();
    }

    private async Task<string?> AnswerAsync(ReceivedRequest request)
    {
        Requests.Enqueue(request);
        var number = request.Method == "GET" ? 0 : Interlocked.Increment(ref writes);
        if (number > 0)
        {
            Arrived(number);
        }

        if (Volatile.Read(ref writes) >= RevokedFrom)
        {
            return ReceivedRequest.Answer("401 Unauthorized", Revoked);
        }

        using var message = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(sandbox, request.Target));
        if (request.Body.Length > 0)
        {
            message.Content = new StringContent(request.Body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        }

        foreach (var header in new[] { "Authorization", "Application-Key" })
        {
            message.Headers.TryAddWithoutValidation(header, request.Header(header));
        }

        using var response = await client.SendAsync(message);
        return number > 0 && IsLost(number) ? null : ReceivedRequest.Answer($"{(int)response.StatusCode} Answer", await response.Content.ReadAsStringAsync());
    }
}
