using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ContactsPS.Client.Errors;
using ContactsPS.Client.Models;
using ContactsPS.Testing;

namespace ContactsPS.Client.Tests;

/// <summary>Cancelling and the timeout end a request at every point at which it waits for the network.</summary>
public sealed class NetworkWaitTests
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    // More than the buffers of both ends of a connection hold.
    private static readonly NewContact[] Large =
        [.. Enumerable.Range(0, 200).Select(i => new NewContact { ExternalId = $"K{i}", ExternalData = new Dictionary<string, object?>(StringComparer.Ordinal) { ["text"] = new string('x', 100_000) } })];

    public static TheoryData<string> Waits => ["the head of a response", "the rest of a head", "a body", "a chunked body", "a compressed body"];

    [Theory]
    [MemberData(nameof(Waits))]
    public async Task Cancelling_ends_the_wait_for_a_response_at_any_point(string part)
    {
        var requested = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var server = Stalling(part, requested);
        using var client = SandboxAccess.CreateClient(server.BaseUri);
        using var source = new CancellationTokenSource();
        await EndsAsync(client.GetSegmentAsync("7", source.Token), source, requested.Task);
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [MemberData(nameof(Waits))]
    public async Task The_timeout_ends_the_wait_for_a_response_at_any_point(string part)
    {
        using var server = Stalling(part, new TaskCompletionSource<bool>());
        using var client = SandboxAccess.CreateClient(server.BaseUri, timeout: TimeSpan.FromMilliseconds(300));
        Assert.Equal(ContactsFailure.TimedOut, (await Assert.ThrowsAsync<ContactsException>(() => client.GetSegmentAsync("7"))).Failure);
    }

    [Fact]
    public async Task Cancelling_ends_the_sending_of_a_body_that_the_server_does_not_read()
    {
        var requested = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var server = Stalling("the head of a response", requested);
        using var client = SandboxAccess.CreateClient(server.BaseUri);
        using var source = new CancellationTokenSource();
        await EndsAsync(client.AddContactsAsync(Large, source.Token), source, requested.Task);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_for_a_connection()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows refuses a connection that finds the queue full.");
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;

        // The server never accepts: when its queue is full, connecting takes until the system gives up.
        var queued = Enumerable.Range(0, 8).Select(_ => new TcpClient()).ToArray();
        var queueing = queued.Select(socket => socket.ConnectAsync(IPAddress.Loopback, port)).ToArray();
        using var client = SandboxAccess.CreateClient(new Uri(FormattableString.Invariant($"http://127.0.0.1:{port}/v2.1")));
        using var source = new CancellationTokenSource();
        await EndsAsync(client.GetSegmentAsync("7", source.Token), source, Task.CompletedTask);
        Array.ForEach(queued, socket => socket.Dispose());
        await Assert.ThrowsAnyAsync<Exception>(() => Task.WhenAll(queueing));
    }

    private static async Task EndsAsync(Task request, CancellationTokenSource source, Task requested)
    {
        await requested;
        Assert.False(request.IsCompleted);
        var watch = Stopwatch.StartNew();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"It took {watch.Elapsed} to end.");
    }

    /// <summary>A server that reads the head of a request, sends a part of a response and then nothing.</summary>
    private static LoopbackServer Stalling(string part, TaskCompletionSource<bool> requested) => new(async (stream, token) =>
    {
        await ReceivedRequest.ReadHeadAsync(stream, token);
        await stream.WriteAsync(Beginning(part), token);
        requested.TrySetResult(true);
        await Task.Delay(Timeout.InfiniteTimeSpan, token);
    });

    private static byte[] Beginning(string part) => part switch
    {
        "the head of a response" => [],
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
