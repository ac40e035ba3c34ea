using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace ContactsPS.Benchmarks.Server;

/// <summary>Writes complete responses, head and body, into a buffer: the envelope and the contacts in the form of the sandbox.</summary>
internal sealed class Answers
{
    private const int RoomForHeads = 1024;

    private readonly ContactPages pages = new();
    private readonly ConcurrentDictionary<string, AccountCounters> accounts = new(StringComparer.Ordinal);
    private long lastCreated = ContactPages.FirstId - 1;

    public AccountCounters CountersOf(AccountPath path) => accounts.GetOrAdd(path.Account, static _ => new AccountCounters());

    public void List(AccountPath path, ArrayBufferWriter<byte> answer)
    {
        var offset = path.Query("offset", 0);
        var count = (int)Math.Clamp(path.Contacts - offset, 0, path.Query("limit", 100));
        if (count == 0)
        {
            Write(answer, 404, EnvelopeHead(404, 0), size: 0, static _ => { });
            return;
        }

        Write(answer, 200, EnvelopeHead(200, count), pages.SizeOf(offset, count), target => pages.Write(offset, count, target));
    }

    /// <summary>Writes the response for new contacts, with only the id of each.</summary>
    public void Created(int count, ArrayBufferWriter<byte> answer)
    {
        var last = Interlocked.Add(ref lastCreated, count);
        Changed(Enumerable.Range(0, count).Select(i => last - count + 1 + i), count, answer);
    }

    public static void Changed(IReadOnlyCollection<long> ids, ArrayBufferWriter<byte> answer) => Changed(ids, ids.Count, answer);

    public static void Stats(AccountCounters counters, ArrayBufferWriter<byte> answer)
    {
        Plain(answer, 200, counters.Snapshot().ToString());
        counters.ForgetMost();
    }

    /// <summary>The additional fields of the account's contacts.</summary>
    public static void Fields(AccountPath path, ArrayBufferWriter<byte> answer)
    {
        var fields = path.Query("offset", 0) == 0 ? """{"name":"City"},{"name":"LoyaltyPoints"}"""u8.ToArray() : [];
        var status = fields.Length > 0 ? 200 : 404;
        Write(answer, status, EnvelopeHead(status, fields.Length > 0 ? 2 : 0), fields.Length, fields.CopyTo);
    }

    public static void NotHere(ArrayBufferWriter<byte> answer) => Plain(answer, 404, "There is no such account here.");

    private static void Changed(IEnumerable<long> ids, int count, ArrayBufferWriter<byte> answer)
    {
        var items = Encoding.ASCII.GetBytes(string.Join(',', ids.Select(static id => string.Create(CultureInfo.InvariantCulture, $"{{\"id\":\"{id}\"}}"))));
        Write(answer, 200, EnvelopeHead(200, count), items.Length, items.CopyTo);
    }

    private static string EnvelopeHead(int status, int count) => string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"meta\":{{\"numberOfErrors\":0,\"numberOfData\":{count},\"status\":{status},\"uniqId\":\"085fa5dabf\"}},\"data\":[");

    private static void Plain(ArrayBufferWriter<byte> answer, int status, string text) => Write(answer, status, text, size: 0, static _ => { }, tail: default, "text/plain");

    private static void Write(ArrayBufferWriter<byte> answer, int status, string envelopeHead, int size, SpanAction items) =>
        Write(answer, status, envelopeHead, size, items, "],\"errors\":[]}"u8, "application/json");

    private static void Write(ArrayBufferWriter<byte> answer, int status, string before, int size, SpanAction items, ReadOnlySpan<byte> tail, string type)
    {
        var length = before.Length + size + tail.Length;
        var target = answer.GetSpan(length + RoomForHeads);
        Utf8.TryWrite(
            target,
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {status} {(status == 200 ? "OK" : "Not Found")}\r\nContent-Type: {type}\r\nContent-Length: {length}\r\nConnection: keep-alive\r\n\r\n{before}",
            out var head);
        items(target[head..]);
        tail.CopyTo(target[(head + size)..]);
        answer.Advance(head + size + tail.Length);
    }

    private delegate void SpanAction(Span<byte> target);
}
