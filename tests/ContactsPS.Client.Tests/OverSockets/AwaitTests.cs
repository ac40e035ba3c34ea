using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ContactsPS.Client.Errors;
using ContactsPS.Client.Models;
using ContactsPS.Testing;

namespace ContactsPS.Client.Tests;

/// <summary>Wherever a request waits for the network, cancelling and the time limit end the wait.</summary>
public sealed class AwaitTests
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    // More than the buffers of both sides of a connection take.
    private static readonly NewContact[] Large =
        [.. Enumerable.Range(0, 200).Select(i => new NewContact { ExternalId = $"K{i}", ExternalData = new Dictionary<string, object?>(StringComparer.Ordinal) { ["text"] = new string('x', 100_000) } })];

    public static TheoryData<string> Waits => ["the head of an answer", "the rest of a head", "a body", "a chunked body", "a compressed body"];

    [Theory]
    [MemberData(nameof(Waits))]
    public async Task Cancelling_ends_the_wait_for(string part)
    {
        var asked = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var server = Stalling(part, asked);
        using var client = SandboxAccess.CreateClient(server.BaseUri);
        using var source = new CancellationTokenSource();
        await EndsAsync(client.GetSegmentAsync("7", source.Token), source, asked.Task);
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [MemberData(nameof(Waits))]
    public async Task The_time_limit_ends_the_wait_for(string part)
    {
        using var server = Stalling(part, new TaskCompletionSource<bool>());
        using var client = SandboxAccess.CreateClient(server.BaseUri, timeout: TimeSpan.FromMilliseconds(300));
        Assert.Equal(ContactsFailure.TimedOut, (await Assert.ThrowsAsync<ContactsException>(() => client.GetSegmentAsync("7"))).Failure);
    }

    [Fact]
    public async Task Cancelling_ends_the_sending_of_a_body_that_nobody_reads()
    {
        var asked = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var server = Stalling("the head of an answer", asked);
        using var client = SandboxAccess.CreateClient(server.BaseUri);
        using var source = new CancellationTokenSource();
        await EndsAsync(client.AddContactsAsync(Large, source.Token), source, asked.Task);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_for_a_connection()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows refuses a connection that finds the queue full.");
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;

        // Nobody accepts: once its queue is full, connecting takes as long as the system tries.
        var queued = Enumerable.Range(0, 8).Select(_ => new TcpClient()).ToArray();
        var queueing = queued.Select(socket => socket.ConnectAsync(IPAddress.Loopback, port)).ToArray();
        using var client = SandboxAccess.CreateClient(new Uri(FormattableString.Invariant($"http://127.0.0.1:{port}/v2.1")));
        using var source = new CancellationTokenSource();
        await EndsAsync(client.GetSegmentAsync("7", source.Token), source, Task.CompletedTask);
        Array.ForEach(queued, socket => socket.Dispose());
        await Assert.ThrowsAnyAsync<Exception>(() => Task.WhenAll(queueing));
    }

    private static async Task EndsAsync(Task request, CancellationTokenSource source, Task asked)
    {
        await asked;
        Assert.False(request.IsCompleted);
        var watch = Stopwatch.StartNew();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"It took {watch.Elapsed} to end.");
    }

    /// <summary>A server that reads the head of a request, answers up to a part, and says no more.</summary>
    private static LoopbackServer Stalling(string part, TaskCompletionSource<bool> asked) => new(async (stream, token) =>
    {
        await ReceivedRequest.ReadHeadAsync(stream, token);
        await stream.WriteAsync(Beginning(part), token);
        asked.TrySetResult(true);
        await Task.Delay(Timeout.InfiniteTimeSpan, token);
    });

    private static byte[] Beginning(string part) => part switch
    {
        "the head of an answer" => [],
        "the rest of a head" => Encoding.ASCII.GetBytes(Head),
        "a body" => Encoding.ASCII.GetBytes($"{Head}Content-Length: 100\r\n\r\n{{\"meta\":"),
        "a chunked body" => Encoding.ASCII.GetBytes($"{Head}Transfer-Encoding: chunked\r\n\r\n8\r\n{{\"meta\":\r\n"),
        _ => [.. Encoding.ASCII.GetBytes($"{Head}Content-Encoding: gzip\r\nContent-Length: 100000\r\n\r\n"), .. Compressed().AsSpan(0, 20).ToArray()],
    };

    private static byte[] Compressed()
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(ScriptedResponses.Envelope()));
        }

        return bytes.ToArray();
    }
}
