using System.Globalization;
using System.Text.RegularExpressions;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Pipeline;

/// <summary>A service that finds nobody, and answers a write when the test says so and what it says.</summary>
internal sealed class HoldingService : IDisposable
{
    private const string Nobody = """{"meta":{"numberOfErrors":0,"numberOfData":0,"status":404,"uniqId":"085fa5dabf"},"data":[],"errors":[]}""";

    private readonly Lock gate = new();
    private readonly List<HeldAnswer> writes = [];
    private readonly LoopbackServer service;

    public HoldingService() => service = LoopbackServer.Responding(AnswerAsync);

    public Uri BaseUri => service.BaseUri;

    /// <summary>The writes that have arrived, in their order.</summary>
    public IReadOnlyList<HeldAnswer> Writes
    {
        get
        {
            lock (gate)
            {
                return [.. writes];
            }
        }
    }

    public void Dispose() => service.Dispose();

    private Task<string?> AnswerAsync(ReceivedRequest request)
    {
        if (request.Method == "GET")
        {
            return Task.FromResult<string?>(ReceivedRequest.Answer("404 Not Found", Nobody));
        }

        var held = new HeldAnswer(RowsOf(request));
        lock (gate)
        {
            writes.Add(held);
        }

        return held.Answer;
    }

    /// <summary>The numbers of the rows that a request is about, by what each cmdlet sends of them.</summary>
    private static List<int> RowsOf(ReceivedRequest request)
    {
        var (text, pattern) = request.Target.EndsWith("/group", StringComparison.Ordinal) ? (request.Target, @"/contact/(\d+)/group")
            : request.Body.Contains("@example.com", StringComparison.Ordinal) ? (request.Body, @"""c(\d+)@example\.com""")
            : request.Body.Contains("\"data\"", StringComparison.Ordinal) ? (request.Body, @"""id"":(\d+)")
            : (request.Body, @"(\d+)");
        return [.. Regex.Matches(text, pattern).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))];
    }
}

/// <summary>A write that waits for its answer.</summary>
internal sealed class HeldAnswer(IReadOnlyList<int> rows)
{
    private readonly TaskCompletionSource<string?> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<int> Rows => rows;

    public Task<string?> Answer => answer.Task;

    public void Accept() => answer.SetResult(ReceivedRequest.Answer("200 OK", """{"meta":{"numberOfErrors":0,"numberOfData":0,"status":200,"uniqId":"085fa5dabf"},"data":[],"errors":[]}"""));

    public void Refuse() => answer.SetResult(ReceivedRequest.Answer("422 Unprocessable Content", """{"meta":{"numberOfErrors":1,"numberOfData":0,"status":422,"uniqId":"085fa5dabf"},"data":[],"errors":[{"title":"No"}]}"""));

    /// <summary>Closes the connection without an answer.</summary>
    public void Lose() => answer.SetResult(null);
}
