using System.Buffers;
using System.Net.Sockets;
using System.Text;

namespace ContactsPS.Benchmarks.Server;

/// <summary>The connection of one client: receives requests and sends responses, one after the other, until the client closes it.</summary>
internal sealed class ServerConnection(Socket socket, Answers answers)
{
    private readonly ArrayBufferWriter<byte> answer = new(64 * 1024);
    private byte[] input = new byte[64 * 1024];
    private int filled;

    public async Task RunAsync()
    {
        while (await ReceiveUntilAsync(HeadLength))
        {
            var head = HeadLength();
            var body = ContentLength(input.AsSpan(0, head));
            if (!await ReceiveUntilAsync(() => filled >= head + body ? 1 : 0))
            {
                return;
            }

            await AnswerAsync(head, body);
            filled -= head + body;
            input.AsSpan(head + body, filled).CopyTo(input);
        }
    }

    private async Task AnswerAsync(int head, int body)
    {
        answer.ResetWrittenCount();
        var line = RequestLine();
        if (AccountPath.TryParse(line[1], out var path))
        {
            await AnswerAsync(line[0], path, input.AsMemory(head, body));
        }
        else
        {
            Answers.NotHere(answer);
        }

        for (var rest = answer.WrittenMemory; rest.Length > 0;)
        {
            rest = rest[await socket.SendAsync(rest)..];
        }
    }

    private async Task AnswerAsync(string method, AccountPath path, ReadOnlyMemory<byte> body)
    {
        var counters = answers.CountersOf(path);
        if (path.Rest == "stats")
        {
            Answers.Stats(counters, answer);
            return;
        }

        Write(method, path, body.Span, counters);
        if (path.Milliseconds > 0)
        {
            await Task.Delay(path.Milliseconds);
        }

        counters.End();
    }

    private void Write(string method, AccountPath path, ReadOnlySpan<byte> body, AccountCounters counters)
    {
        switch (method)
        {
            case "GET" when path.IsOf("contact/field"):
                Answers.Fields(path, answer);
                break;
            case "GET":
                counters.BeginList();
                answers.List(path, answer);
                break;
            case "POST":
                var count = RequestItems.Count(body);
                counters.BeginWrite(count);
                answers.Created(count, answer);
                break;
            default:
                var ids = RequestItems.Ids(body);
                counters.BeginWrite(ids.Count);
                Answers.Changed(ids, answer);
                break;
        }
    }

    /// <summary>Receives until the function returns a number above 0, which means that it has found what it needs.</summary>
    /// <returns>False if the client closed the connection before.</returns>
    private async Task<bool> ReceiveUntilAsync(Func<int> find)
    {
        while (find() <= 0)
        {
            if (filled == input.Length)
            {
                Array.Resize(ref input, input.Length * 2);
            }

            var received = await socket.ReceiveAsync(input.AsMemory(filled));
            if (received == 0)
            {
                return false;
            }

            filled += received;
        }

        return true;
    }

    private int HeadLength() => input.AsSpan(0, filled).IndexOf("\r\n\r\n"u8) is var end and >= 0 ? end + 4 : 0;

    private string[] RequestLine() => Encoding.ASCII.GetString(input.AsSpan(0, input.AsSpan().IndexOf((byte)'\r'))).Split(' ');

    private static int ContentLength(ReadOnlySpan<byte> head)
    {
        foreach (var range in head.Split("\r\n"u8))
        {
            var line = head[range];
            var colon = line.IndexOf((byte)':');
            if (colon > 0 && Ascii.EqualsIgnoreCase(line[..colon], "Content-Length"u8))
            {
                return int.Parse(line[(colon + 1)..], System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        return 0;
    }
}
