using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ContactsPS.Client.Http;
using ContactsPS.Testing;
using Microsoft.Extensions.Time.Testing;

namespace ContactsPS.Client.Tests;

/// <summary>A client with scripted responses and a fake clock: waits are recorded and take no time.</summary>
internal sealed class ScriptedResponses : IDisposable
{
    public const string BaseUri = "https://contacts.example/v2.1";

    /// <summary>As awkward as a token may be: strict header parsing takes its start for a scheme and refuses its characters.</summary>
    public const string Token = "Bearer/secret+token=:with spaces, and (comments)";

    public const string Key = "app-key-that-nobody-may-see";

    private readonly WaitSkippingClock waits;
    private readonly TimeSpan timeout;

    public ScriptedResponses(int retries = 4, TimeSpan? timeout = null, int throttle = 8, Action? whenWaiting = null)
    {
        this.timeout = timeout ?? TimeSpan.FromSeconds(30);
        waits = new WaitSkippingClock(Clock) { WhenWaiting = whenWaiting };
        Client = new ContactsClient(
            new ContactsClientOptions
            {
                BaseUri = new Uri(BaseUri),
                ApplicationKey = Key,
                AuthorizationToken = Token,
                MaximumRetryCount = retries,
                ThrottleLimit = throttle,
                Timeout = this.timeout,
                TimeProvider = waits,
            },
            Handler);
    }

    public FakeTimeProvider Clock { get; } = new();

    public ScriptedHandler Handler { get; } = new();

    public ContactsClient Client { get; }

    public IReadOnlyList<SentRequest> Requests => Handler.Requests;

    public SentRequest OnlyRequest => Assert.Single(Requests);

    /// <summary>The waits between attempts.</summary>
    public IReadOnlyList<TimeSpan> Waits => waits.Waits;

    /// <summary>The head of an envelope, so that a test can write the rest in any form.</summary>
    public static string Meta(int errors = 0) => $$"""{"numberOfErrors":{{errors}},"numberOfData":0,"status":200,"uniqId":"085fa5dabf"}""";

    public static string Envelope(string data = "[]", string errors = "[]", int numberOfErrors = 0) =>
        $$"""{"meta":{{Meta(numberOfErrors)}},"data":{{data}},"errors":{{errors}}}""";

    /// <summary>A response in the form that the service uses.</summary>
    public ScriptedResponses Answers(string data = "[]", string errors = "[]", int status = 200, int numberOfErrors = 0) =>
        AnswersRaw(status, Envelope(data, errors, numberOfErrors));

    /// <summary>Any response; headers as "Name: value".</summary>
    public ScriptedResponses AnswersRaw(int status, string body = "", params string[] headers) => AnswersBytes(status, Encoding.UTF8.GetBytes(body), headers);

    public ScriptedResponses AnswersBytes(int status, byte[] body, params string[] headers)
    {
        Handler.Enqueue(_ => Task.FromResult(Message(status, body, headers)));
        return this;
    }

    public ScriptedResponses AnswersTimes(int times, int status, string body = "", params string[] headers)
    {
        for (var i = 0; i < times; i++)
        {
            AnswersRaw(status, body, headers);
        }

        return this;
    }

    /// <summary>A failure of the network layer.</summary>
    public ScriptedResponses Breaks(Exception exception, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            Handler.Enqueue(_ => Task.FromException<HttpResponseMessage>(exception));
        }

        return this;
    }

    /// <summary>No response. The client's timeout runs out at once, unless the test does something else.</summary>
    public ScriptedResponses Hangs(Action? onRequest = null)
    {
        Handler.Enqueue(async token =>
        {
            (onRequest ?? RunOut)();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            throw new InvalidOperationException("An infinite wait has ended.");
        });
        return this;
    }

    public ScriptedResponses Does(Func<CancellationToken, Task<HttpResponseMessage>> response)
    {
        Handler.Enqueue(response);
        return this;
    }

    public static HttpResponseMessage Message(int status, byte[] body, params string[] headers)
    {
        var message = new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(body) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var header in headers)
        {
            var parts = header.Split(": ", 2);
            if (!message.Headers.TryAddWithoutValidation(parts[0], parts[1]))
            {
                message.Content.Headers.TryAddWithoutValidation(parts[0], parts[1]);
            }
        }

        return message;
    }

    public void Dispose() => Client.Dispose();

    private void RunOut() => Clock.Advance(timeout);
}
