using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace ContactsPS.Testing;

/// <summary>Accepts connections on loopback, on a port from the system. The caller decides what happens to each.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly Func<NetworkStream, CancellationToken, Task> serve;
    private int connections;

    /// <param name="serve">Serves one connection, which is closed when the task ends. The token is cancelled when the server is disposed.</param>
    public LoopbackServer(Func<NetworkStream, CancellationToken, Task> serve)
    {
        this.serve = serve;
        listener.Start(backlog: 512);
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public Uri BaseUri => new(FormattableString.Invariant($"http://127.0.0.1:{Port}/v2.1"));

    /// <summary>How many connections were accepted.</summary>
    public int Connections => Volatile.Read(ref connections);

    /// <summary>The heads of the requests that a <see cref="Repeating(byte[], string[])"/> server received.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>A server that responds to every request, none of which may have a body, with the same bytes, and keeps the connection open.</summary>
    /// <param name="body">The response's body.</param>
    /// <param name="head">The status line and the headers, without a Content-Length.</param>
    public static LoopbackServer Repeating(byte[] body, params string[] head)
    {
        byte[] response = [.. Encoding.ASCII.GetBytes(string.Join("\r\n", [.. head, FormattableString.Invariant($"Content-Length: {body.Length}"), "", ""])), .. body];
        LoopbackServer? server = null;
        server = new LoopbackServer(async (stream, stopping) =>
        {
            while (await ReceivedRequest.ReadHeadAsync(stream, stopping) is { Length: > 0 } request)
            {
                server!.Requests.Enqueue(request);
                await stream.WriteAsync(response, stopping);
            }
        });
        return server;
    }

    /// <inheritdoc cref="Repeating(byte[], string[])"/>
    public static LoopbackServer Repeating(string body, params string[] head) => Repeating(Encoding.UTF8.GetBytes(body), head);

    /// <summary>A server that closes each connection after one response.</summary>
    /// <param name="respond">The response to a request; null closes the connection without one.</param>
    public static LoopbackServer Responding(Func<ReceivedRequest, Task<string?>> respond) => new(async (stream, stopping) =>
    {
        if (await ReceivedRequest.ReadAsync(stream, stopping) is { } request && await respond(request).WaitAsync(stopping) is { } response)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(response), stopping);
        }
    });

    public static Task WriteAsync(Stream stream, string text, CancellationToken cancellationToken) => stream.WriteAsync(Encoding.ASCII.GetBytes(text), cancellationToken).AsTask();

    public void Dispose()
    {
        stopping.Cancel();
        listener.Stop();
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var token = stopping.Token;
        try
        {
            while (true)
            {
                var socket = await listener.AcceptSocketAsync();
                socket.NoDelay = true;
                Interlocked.Increment(ref connections);
                _ = Task.Run(() => ServeAsync(socket, token), CancellationToken.None);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // The server was disposed.
        }
    }

    private async Task ServeAsync(Socket socket, CancellationToken token)
    {
        using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            await serve(stream, token);

            // The response must arrive completely, even if a part of the request was not read.
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException or OperationCanceledException or AuthenticationException)
        {
            // The client closed or refused the connection, or the server was disposed.
        }
    }
}
