using System.Globalization;
using System.Net.Sockets;
using System.Text;
using ContactsPS.Sandbox;

namespace ContactsPS.Client.Tests.Sandbox;

/// <summary>A connection that sends exactly the given bytes.</summary>
public sealed class RawConnection : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly TcpClient client = new();
    private readonly SandboxServer server;
    private NetworkStream stream = null!;
    private BufferedStream reader = null!;

    private RawConnection(SandboxServer server) => this.server = server;

    public static async Task<RawConnection> OpenAsync(SandboxServer server)
    {
        var connection = new RawConnection(server);
        await connection.client.ConnectAsync("127.0.0.1", server.BaseUri.Port);
        connection.stream = connection.client.GetStream();
        connection.reader = new BufferedStream(connection.stream);
        return connection;
    }

    /// <summary>A head with host and credentials, without the final empty line.</summary>
    public string Head(string requestLine) =>
        $"{requestLine}\r\nHost: localhost\r\nApplication-Key: {server.ApplicationKey}\r\nAuthorization: {server.AuthorizationToken}\r\n";

    public Task SendAsync(string text) => stream.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask().WaitAsync(Limit);

    /// <summary>The head of the next response, without the empty line.</summary>
    public async Task<string> ReadHeadAsync()
    {
        var head = new StringBuilder();
        while (head.Length < 4 || head.ToString(head.Length - 4, 4) != "\r\n\r\n")
        {
            head.Append(await ReadTextAsync(1));
        }

        return head.ToString().TrimEnd();
    }

    /// <summary>The next response, which must have a Content-Length.</summary>
    public async Task<(string Head, string Body)> ReadAnswerAsync()
    {
        var head = await ReadHeadAsync();
        var length = head.Split("\r\n").Single(line => line.StartsWith("Content-Length: ", StringComparison.Ordinal));
        return (head, await ReadTextAsync(int.Parse(length[16..], CultureInfo.InvariantCulture)));
    }

    /// <summary>Everything until the server closes the connection.</summary>
    public async Task<string> ReadToEndAsync()
    {
        using var text = new StreamReader(reader, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, bufferSize: 1024, leaveOpen: true);
        return await text.ReadToEndAsync().WaitAsync(Limit);
    }

    /// <summary>Whether the server closed or reset the connection.</summary>
    public async Task<bool> IsClosedAsync()
    {
        try
        {
            return await reader.ReadAsync(new byte[1]).AsTask().WaitAsync(Limit) == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }

    public void Dispose() => client.Dispose();

    private async Task<string> ReadTextAsync(int bytes)
    {
        var buffer = new byte[bytes];
        await reader.ReadExactlyAsync(buffer).AsTask().WaitAsync(Limit);
        return Encoding.UTF8.GetString(buffer);
    }
}
