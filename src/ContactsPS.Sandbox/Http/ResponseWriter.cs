using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace ContactsPS.Sandbox.Http;

/// <summary>Writes responses, compressed if the client accepts it and it saves bytes.</summary>
internal static class ResponseWriter
{
    private const int WorthCompressing = 1024;

    private static readonly Dictionary<int, string> Reasons = new()
    {
        [200] = "OK",
        [202] = "Accepted",
        [207] = "Multi-Status",
        [400] = "Bad Request",
        [401] = "Unauthorized",
        [404] = "Not Found",
        [405] = "Method Not Allowed",
        [413] = "Content Too Large",
        [417] = "Expectation Failed",
        [422] = "Unprocessable Content",
        [429] = "Too Many Requests",
        [431] = "Request Header Fields Too Large",
        [500] = "Internal Server Error",
        [501] = "Not Implemented",
        [502] = "Bad Gateway",
        [503] = "Service Unavailable",
        [504] = "Gateway Timeout",
    };

    public static Task WriteAsync(SocketChannel channel, HttpResponse response, HttpRequest? request, Delivery delivery, DateTimeOffset now)
    {
        var compress = response.MayCompress && response.Body.Length > WorthCompressing && request is not null && TakesGzip(request.Header("Accept-Encoding"));
        var body = compress ? Compress(response.Body) : response.Body;
        var closes = request is not { KeepAlive: true } || delivery != Delivery.Whole;

        var head = new StringBuilder()
            .Append("HTTP/1.1 ").Append(Text(response.Status)).Append(' ').Append(Reasons.TryGetValue(response.Status, out var reason) ? reason : "Unknown").Append("\r\n")
            .Append("Date: ").Append(now.ToString("R", CultureInfo.InvariantCulture)).Append("\r\n")
            .Append("Server: ContactsPS.Sandbox\r\n")
            .Append("Content-Type: ").Append(response.ContentType).Append("\r\n")
            .Append("Content-Length: ").Append(Text(delivery == Delivery.HalfAnnounced ? body.Length / 2 : body.Length)).Append("\r\n")
            .Append("Vary: Accept-Encoding\r\n")
            .Append(compress ? "Content-Encoding: gzip\r\n" : "")
            .Append(closes ? "Connection: close\r\n" : "Connection: keep-alive\r\n");
        foreach (var header in response.Headers)
        {
            head.Append(header.Key).Append(": ").Append(header.Value).Append("\r\n");
        }

        var headBytes = Encoding.ASCII.GetBytes(head.Append("\r\n").ToString());
        var length = request is { IsHead: true } ? 0 : delivery == Delivery.HalfTheBody ? body.Length / 2 : body.Length;

        // One send, so that a client never waits for a body in a packet of its own.
        var message = new byte[headBytes.Length + length];
        headBytes.CopyTo(message, 0);
        Array.Copy(body, 0, message, headBytes.Length, length);
        return channel.SendAsync(message, message.Length);
    }

    private static bool TakesGzip(string accepted) =>
        accepted.Split(',').Any(static coding =>
        {
            var parts = coding.Split(';');
            return string.Equals(parts[0].Trim(), "gzip", StringComparison.OrdinalIgnoreCase)
                && !parts.Skip(1).Any(static parameter => parameter.Trim() is "q=0" or "q=0.0" or "q=0.00" or "q=0.000");
        });

    private static byte[] Compress(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes, 0, bytes.Length);
        }

        return compressed.ToArray();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
