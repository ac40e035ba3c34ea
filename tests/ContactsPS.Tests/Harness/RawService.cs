using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ContactsPS.Tests.Harness;

/// <summary>A service on loopback of which the test says, byte by byte and when, what it answers: one request a connection.</summary>
internal sealed class RawService : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly Func<RawRequest, Task<string?>> answer;

    /// <param name="answer">What to send back; null to close the connection without an answer.</param>
    public RawService(Func<RawRequest, Task<string?>> answer)
    {
        this.answer = answer;
        listener.Start();
        _ = AcceptAsync();
    }

    public Uri BaseUri => new(FormattableString.Invariant($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v2.1"));

    public void Dispose()
    {
        stopping.Cancel();
        listener.Dispose();
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync(stopping.Token));
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The test has ended.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                using var stream = client.GetStream();
                if (await ReadAsync(stream) is { } request && await answer(request).WaitAsync(stopping.Token) is { } bytes)
                {
                    await stream.WriteAsync(Encoding.UTF8.GetBytes(bytes), stopping.Token);
                    client.Client.Shutdown(SocketShutdown.Send);
                }
            }
            catch (Exception error) when (error is IOException or ObjectDisposedException or OperationCanceledException or SocketException)
            {
                // The client has gone, or the test has ended.
            }
        }
    }

    private async Task<RawRequest?> ReadAsync(NetworkStream stream)
    {
        var bytes = new byte[1 << 16];
        var length = 0;
        int read;
        while ((read = await stream.ReadAsync(bytes.AsMemory(length), stopping.Token)) > 0)
        {
            length += read;
            if (RawRequest.Parse(Encoding.UTF8.GetString(bytes, 0, length)) is { IsWhole: true } request)
            {
                return request;
            }
        }

        return null;
    }
}

/// <summary>A request as it came.</summary>
internal sealed record RawRequest(string Head, string Body)
{
    public string Method => Head.Split(' ')[0];

    public string Target => Head.Split(' ')[1];

    public bool IsWhole => Encoding.UTF8.GetByteCount(Body) >= int.Parse("0" + Header("Content-Length"), CultureInfo.InvariantCulture);

    public static RawRequest? Parse(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return end < 0 ? null : new RawRequest(text[..end], text[(end + 4)..]);
    }

    public string Header(string name) =>
        Head.Split("\r\n").FirstOrDefault(line => line.StartsWith($"{name}: ", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..] ?? string.Empty;

    /// <summary>An answer with its length, after which the connection is closed.</summary>
    public static string Answer(string status, string body, params IEnumerable<string> headers) =>
        string.Join("\r\n", [$"HTTP/1.1 {status}", "Content-Type: application/json", .. headers, "Connection: close", FormattableString.Invariant($"Content-Length: {Encoding.UTF8.GetByteCount(body)}"), string.Empty, body]);
}
