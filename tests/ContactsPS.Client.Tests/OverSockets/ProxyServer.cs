using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ContactsPS.Testing;

namespace ContactsPS.Client.Tests;

/// <summary>A proxy on loopback that forwards requests, opens tunnels and records everything that it receives.</summary>
/// <param name="credentials">The "user:password" that it requires; null: it requires none.</param>
internal sealed class ProxyServer : IDisposable
{
    private readonly string? expected;
    private readonly LoopbackServer listener;

    public ProxyServer(string? credentials = null)
    {
        expected = credentials is null ? null : $"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.ASCII.GetBytes(credentials))}\r\n";
        listener = new LoopbackServer(ServeAsync);
    }

    public Uri Uri => new(FormattableString.Invariant($"http://127.0.0.1:{listener.Port}"));

    /// <summary>The heads of the requests, in order.</summary>
    public ConcurrentQueue<string> Heads { get; } = new();

    /// <summary>Every byte that a client sent through a tunnel, each as a character.</summary>
    public ConcurrentQueue<string> Tunnelled { get; } = new();

    public void Dispose() => listener.Dispose();

    private async Task ServeAsync(Stream client, CancellationToken token)
    {
        while (await ReceivedRequest.ReadHeadAsync(client, token) is { Length: > 0 } head)
        {
            Heads.Enqueue(head);
            if (expected is not null && !head.Contains(expected, StringComparison.Ordinal))
            {
                await LoopbackServer.WriteAsync(client, "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"here\"\r\nContent-Length: 0\r\n\r\n", token);
                continue;
            }

            var parts = head.Split(' ');
            var target = parts[0] == "CONNECT" ? new Uri($"tcp://{parts[1]}") : new Uri(parts[1]);
            using var server = new TcpClient();
            await server.ConnectAsync(IPAddress.Loopback, target.Port, token);
            using var upstream = server.GetStream();
            if (parts[0] == "CONNECT")
            {
                await LoopbackServer.WriteAsync(client, "HTTP/1.1 200 OK\r\n\r\n", token);
                await Task.WhenAny(PassAsync(client, upstream, Tunnelled.Enqueue, token), PassAsync(upstream, client, _ => { }, token));
            }
            else
            {
                // One request per connection, without a body.
                await LoopbackServer.WriteAsync(upstream, head.Replace(parts[1], target.PathAndQuery, StringComparison.Ordinal).Replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n", StringComparison.Ordinal), token);
                await PassAsync(upstream, client, _ => { }, token);
            }

            return;
        }
    }

    private static async Task PassAsync(Stream from, Stream to, Action<string> note, CancellationToken token)
    {
        var bytes = new byte[4096];
        int read;
        while ((read = await from.ReadAsync(bytes, token)) > 0)
        {
            note(Encoding.Latin1.GetString(bytes, 0, read));
            await to.WriteAsync(bytes.AsMemory(0, read), token);
        }
    }
}
