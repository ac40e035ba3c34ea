using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ContactsPS.Client.Tests;

/// <summary>Answers every request on loopback with the same bytes, and counts connections: for what the sandbox does not do.</summary>
internal sealed class RawServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Socket> sockets = [];
    private readonly byte[] answer;
    private int connections;

    public RawServer(byte[] body, params string[] head)
    {
        var lines = string.Join("\r\n", [.. head, $"Content-Length: {body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)}", "", ""]);
        answer = [.. Encoding.ASCII.GetBytes(lines), .. body];
        listener.Start();
        _ = AcceptAsync();
    }

    public RawServer(string body, params string[] head)
        : this(Encoding.UTF8.GetBytes(body), head)
    {
    }

    public Uri BaseUri => new(FormattableString.Invariant($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v2.1"));

    public int Connections => Volatile.Read(ref connections);

    /// <summary>The heads of the requests.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public void Dispose()
    {
        listener.Stop();
        foreach (var socket in sockets)
        {
            socket.Dispose();
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptSocketAsync();
                sockets.Add(socket);
                Interlocked.Increment(ref connections);
                _ = ServeAsync(socket);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Disposed.
        }
    }

    /// <summary>Requests without a body, one after the other.</summary>
    private async Task ServeAsync(Socket socket)
    {
        try
        {
            var head = new StringBuilder();
            var bytes = new byte[4096];
            int read;
            while ((read = await socket.ReceiveAsync(new ArraySegment<byte>(bytes), SocketFlags.None)) > 0)
            {
                head.Append(Encoding.ASCII.GetString(bytes, 0, read));
                if (head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
                {
                    Requests.Enqueue(head.ToString());
                    head.Clear();
                    await socket.SendAsync(new ArraySegment<byte>(answer), SocketFlags.None);
                }
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The client has gone.
        }
    }
}
