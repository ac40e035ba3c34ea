using System.Globalization;
using System.Text;

namespace ContactsPS.Sandbox.Http;

/// <summary>Reads the requests of a connection.</summary>
internal sealed class RequestReader(SocketChannel channel)
{
    private const int LongestLine = 16 * 1024;
    private const int MostHeaders = 100;
    public const int LargestBody = 64 * 1024 * 1024;

    private static readonly Encoding Latin1 = Encoding.GetEncoding("iso-8859-1");
    private static readonly byte[] Continue = Encoding.ASCII.GetBytes("HTTP/1.1 100 Continue\r\n\r\n");

    private readonly byte[] buffer = new byte[LongestLine];
    private int start;
    private int end;

    /// <returns>Null if the client has closed the connection instead of sending another request.</returns>
    /// <exception cref="BadRequestException">The bytes are not a request.</exception>
    /// <exception cref="EndOfStreamException">The connection ended within a request.</exception>
    public async Task<HttpRequest?> ReadAsync()
    {
        if (await ReadRequestLineAsync() is not { } line)
        {
            return null;
        }

        var parts = line.Split(' ');
        if (parts.Length != 3 || parts[0].Length == 0 || !parts[0].All(IsTokenCharacter) || parts[2] is not ("HTTP/1.1" or "HTTP/1.0"))
        {
            throw new BadRequestException(400, "The request line is not valid.");
        }

        var headers = await ReadHeadersAsync();
        var isCurrent = parts[2] is "HTTP/1.1";
        if (isCurrent && !headers.ContainsKey("Host"))
        {
            throw new BadRequestException(400, "The header Host is missing.");
        }

        var body = await ReadBodyAsync(headers);
        return new HttpRequest(parts[0], OriginForm(parts[1]), headers, body, KeepsAlive(headers, isCurrent));
    }

    private async Task<string?> ReadRequestLineAsync()
    {
        if (start == end && !await FillAsync())
        {
            return null;
        }

        // An empty line after the last body is allowed.
        var line = await ReadLineAsync();
        return line.Length == 0 ? await ReadLineAsync() : line;
    }

    private async Task<Dictionary<string, string>> ReadHeadersAsync()
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var count = 0; await ReadLineAsync() is { Length: > 0 } line; count++)
        {
            var colon = line.IndexOf(':');
            if (count == MostHeaders || colon < 1 || !line.Take(colon).All(IsTokenCharacter))
            {
                throw new BadRequestException(count == MostHeaders ? 431 : 400, "A header is not valid, or there are too many.");
            }

            var name = line.Substring(0, colon);
            var value = line.Substring(colon + 1).Trim();
            headers[name] = headers.TryGetValue(name, out var earlier) ? earlier + ", " + value : value;
        }

        return headers;
    }

    private async Task<byte[]> ReadBodyAsync(Dictionary<string, string> headers)
    {
        var isChunked = headers.TryGetValue("Transfer-Encoding", out var coding);
        var hasLength = headers.TryGetValue("Content-Length", out var length);
        if (isChunked && hasLength)
        {
            throw new BadRequestException(400, "Content-Length and Transfer-Encoding must not both be present.");
        }

        if (isChunked && !string.Equals(coding, "chunked", StringComparison.OrdinalIgnoreCase))
        {
            throw new BadRequestException(501, "The Transfer-Encoding is not known.");
        }

        var size = hasLength ? ParseSize(length!, NumberStyles.None) : 0;
        if (!isChunked && size == 0)
        {
            return [];
        }

        await AnswerExpectationAsync(headers);
        return isChunked ? await ReadChunksAsync() : await ReadExactlyAsync(size);
    }

    private async Task AnswerExpectationAsync(Dictionary<string, string> headers)
    {
        if (!headers.TryGetValue("Expect", out var expectation))
        {
            return;
        }

        if (!string.Equals(expectation, "100-continue", StringComparison.OrdinalIgnoreCase))
        {
            throw new BadRequestException(417, "The expectation is not known.");
        }

        await channel.SendAsync(Continue, Continue.Length);
    }

    private async Task<byte[]> ReadChunksAsync()
    {
        using var body = new MemoryStream();
        while (true)
        {
            var line = await ReadLineAsync();
            var size = ParseSize(line.Split(';')[0].Trim(), NumberStyles.AllowHexSpecifier);
            if (size == 0)
            {
                await ReadHeadersAsync();
                return body.ToArray();
            }

            if (body.Length + size > LargestBody)
            {
                throw new BadRequestException(413, "The body is too large.");
            }

            body.Write(await ReadExactlyAsync(size), 0, size);
            if ((await ReadLineAsync()).Length > 0)
            {
                throw new BadRequestException(400, "A chunk is longer than its size says.");
            }
        }
    }

    private async Task<byte[]> ReadExactlyAsync(int size)
    {
        var bytes = new byte[size];
        var filled = Math.Min(size, end - start);
        Array.Copy(buffer, start, bytes, 0, filled);
        start += filled;
        while (filled < size)
        {
            var received = await channel.ReceiveAsync(bytes, filled, size - filled);
            filled += received > 0 ? received : throw new EndOfStreamException();
        }

        return bytes;
    }

    private async Task<string> ReadLineAsync()
    {
        var searched = 0;
        while (true)
        {
            var lineEnd = Array.IndexOf(buffer, (byte)'\n', start + searched, end - start - searched);
            if (lineEnd >= 0)
            {
                var length = lineEnd - start;
                var line = Latin1.GetString(buffer, start, length > 0 && buffer[lineEnd - 1] == '\r' ? length - 1 : length);
                start = lineEnd + 1;
                return line;
            }

            searched = end - start;
            if (searched == LongestLine)
            {
                throw new BadRequestException(431, "A line is too long.");
            }

            if (!await FillAsync())
            {
                throw new EndOfStreamException();
            }
        }
    }

    private async Task<bool> FillAsync()
    {
        Array.Copy(buffer, start, buffer, 0, end - start);
        (start, end) = (0, end - start);
        var received = await channel.ReceiveAsync(buffer, end, LongestLine - end);
        end += received;
        return received > 0;
    }

    private static int ParseSize(string text, NumberStyles style)
    {
        // AllowHexSpecifier reads eight digits as a negative number.
        if (!long.TryParse(text, style, CultureInfo.InvariantCulture, out var size) || size < 0)
        {
            throw new BadRequestException(400, "The length is not valid.");
        }

        return size <= LargestBody ? (int)size : throw new BadRequestException(413, "The body is too large.");
    }

    private static bool KeepsAlive(Dictionary<string, string> headers, bool isCurrent)
    {
        var connection = headers.TryGetValue("Connection", out var value) ? value : "";
        return isCurrent
            ? !string.Equals(connection, "close", StringComparison.OrdinalIgnoreCase)
            : string.Equals(connection, "keep-alive", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A client that uses this server as its proxy sends the whole URI.</summary>
    private static string OriginForm(string target)
    {
        if (target.Length > 0 && target[0] == '/')
        {
            return target;
        }

        return Uri.TryCreate(target, UriKind.Absolute, out var uri) && string.Equals(uri.Scheme, Uri.UriSchemeHttp, StringComparison.Ordinal)
            ? uri.PathAndQuery
            : throw new BadRequestException(400, "The request target is not valid.");
    }

    private static bool IsTokenCharacter(char character) =>
        character is > ' ' and < (char)127 && "\"(),/:;<=>?@[\\]{}".IndexOf(character) < 0;
}
