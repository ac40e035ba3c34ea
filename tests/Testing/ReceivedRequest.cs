using System.Globalization;
using System.Text;

namespace ContactsPS.Testing;

/// <summary>A request as it arrived.</summary>
internal sealed record ReceivedRequest(string Head, string Body)
{
    private const string EndOfHead = "\r\n\r\n";

    public string Method => Head.Split(' ')[0];

    public string Target => Head.Split(' ')[1];

    /// <summary>Reads one request with its body.</summary>
    /// <returns>Null if the connection ends before the head does.</returns>
    /// <exception cref="EndOfStreamException">The connection ends before the body does.</exception>
    public static async Task<ReceivedRequest?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = await ReadHeadAsync(stream, cancellationToken);
        if (!head.EndsWith(EndOfHead, StringComparison.Ordinal))
        {
            return null;
        }

        var request = new ReceivedRequest(head[..^EndOfHead.Length], string.Empty);
        var body = new byte[int.Parse("0" + request.Header("Content-Length"), CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, cancellationToken);
        return request with { Body = Encoding.UTF8.GetString(body) };
    }

    /// <summary>Reads up to the empty line that ends a head, byte by byte, so that the bytes after it remain unread.</summary>
    public static async Task<string> ReadHeadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!EndsHead(head) && await stream.ReadAsync(one, cancellationToken) > 0)
        {
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    public string Header(string name) =>
        Head.Split("\r\n").FirstOrDefault(line => line.StartsWith($"{name}: ", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..] ?? string.Empty;

    /// <summary>A response with its length, after which the server closes the connection.</summary>
    public static string Answer(string status, string body, params IEnumerable<string> headers) =>
        string.Join("\r\n", [$"HTTP/1.1 {status}", "Content-Type: application/json", .. headers, "Connection: close", FormattableString.Invariant($"Content-Length: {Encoding.UTF8.GetByteCount(body)}"), string.Empty, body]);

    private static bool EndsHead(StringBuilder head) =>
        head.Length >= EndOfHead.Length && head[^1] == '\n' && head.ToString(head.Length - EndOfHead.Length, EndOfHead.Length) == EndOfHead;
}
