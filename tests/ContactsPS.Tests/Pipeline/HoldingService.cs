using System.Globalization;
using System.Text.RegularExpressions;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Pipeline;

/// <summary>A service that finds no contacts, and responds to a write when the test says so.</summary>
internal sealed class HoldingService : IDisposable
{
    private const string Nobody = """{"meta":{"numberOfErrors":0,"numberOfData":0,"status":404,"uniqId":"085fa5dabf"},"data":[],"errors":[]}""";

    private readonly Lock gate = new();
    private readonly List<PendingWrite> writes = [];
    private readonly LoopbackServer service;

    public HoldingService() => service = LoopbackServer.Responding(AnswerAsync);

    public Uri BaseUri => service.BaseUri;

    /// <summary>The writes that have arrived, in order.</summary>
    public IReadOnlyList<PendingWrite> Writes
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

        var held = new PendingWrite(RowsOf(request));
        lock (gate)
        {
            writes.Add(held);
        }

        return held.Response;
    }

    /// <summary>The numbers of the rows in a request, read from what each cmdlet sends.</summary>
    private static List<int> RowsOf(ReceivedRequest request)
    {
        var (text, pattern) = request.Target.EndsWith("/group", StringComparison.Ordinal) ? (request.Target, @"/contact/(\d+)/group")
            : request.Body.Contains("@example.com", StringComparison.Ordinal) ? (request.Body, @"""c(\d+)@example\.com""")
            : request.Body.Contains("\"data\"", StringComparison.Ordinal) ? (request.Body, @"""id"":(\d+)")
            : (request.Body, @"(\d+)");
        return [.. Regex.Matches(text, pattern).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))];
    }
}

/// <summary>A write that waits for its response.</summary>
internal sealed class PendingWrite(IReadOnlyList<int> rows)
{
    private readonly TaskCompletionSource<string?> response = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<int> Rows => rows;

    public Task<string?> Response => response.Task;

    public void Accept() => response.SetResult(ReceivedRequest.Answer("200 OK", """{"meta":{"numberOfErrors":0,"numberOfData":0,"status":200,"uniqId":"085fa5dabf"},"data":[],"errors":[]}"""));

    public void Refuse() => response.SetResult(ReceivedRequest.Answer("422 Unprocessable Content", """{"meta":{"numberOfErrors":1,"numberOfData":0,"status":422,"uniqId":"085fa5dabf"},"data":[],"errors":[{"title":"No"}]}"""));

    /// <summary>Closes the connection without a response.</summary>
    public void Lose() => response.SetResult(null);
}
