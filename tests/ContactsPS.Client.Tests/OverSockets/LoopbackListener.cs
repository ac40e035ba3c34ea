using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ContactsPS.Client.Tests;

/// <summary>Accepts connections on loopback and lets the test say what becomes of each.</summary>
internal sealed class LoopbackListener : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly Func<Stream, CancellationToken, Task> serve;
    private int connections;

    public LoopbackListener(Func<Stream, CancellationToken, Task> serve)
    {
        this.serve = serve;
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public Uri BaseUri => new(FormattableString.Invariant($"http://127.0.0.1:{Port}/v2.1"));

    public int Connections => Volatile.Read(ref connections);

    /// <summary>Reads up to the empty line that ends a head.</summary>
    public static async Task<string> ReadHeadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, cancellationToken) > 0)
        {
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    public static Task WriteAsync(Stream stream, string text, CancellationToken cancellationToken) => stream.WriteAsync(Encoding.ASCII.GetBytes(text), cancellationToken).AsTask();

    public void Dispose()
    {
        stopping.Cancel();
        listener.Stop();
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync();
                Interlocked.Increment(ref connections);
                _ = ServeAsync(client);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                using var stream = client.GetStream();
                await serve(stream, stopping.Token);
            }
            catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
            {
                // The client has gone, or wants nothing of us; or the test has ended.
            }
        }
    }
}
