using System.IO.Compression;

namespace ContactsPS.Endurance.Fuzz;

/// <summary>Answers that are compressed, or say so.</summary>
internal static class Compression
{
    private const int BombMegabytes = 300;

    private static readonly Dictionary<string, Func<Stream, Stream>> Streams = new(StringComparer.Ordinal)
    {
        ["gzip"] = stream => new GZipStream(stream, CompressionLevel.Fastest),
        ["deflate"] = stream => new ZLibStream(stream, CompressionLevel.Fastest),
        ["br"] = stream => new BrotliStream(stream, CompressionLevel.Fastest),
    };

    /// <summary>The names of all ways, as <c>Content-Encoding</c> has them.</summary>
    public static IReadOnlyList<string> Ways { get; } = ["gzip", "deflate", "br"];

    /// <summary>An answer, and its bytes with whatever was done to them afterwards: to the head, or to what is compressed.</summary>
    public static (FuzzAnswer Answer, byte[] Bytes) Draw(int seed)
    {
#pragma warning disable CA5394 // The draw must repeat with its seed; nothing is secret about it.
        var dice = new Random(seed);
        var answer = new AnswerDraw(seed).NextAnswer();
        if (dice.Next(2) == 0)
        {
            var (name, way) = Streams.ElementAt(dice.Next(Streams.Count));
            answer = answer with { Body = Compress(way, answer.Body), Headers = [.. answer.Headers, ("Content-Encoding", name)] };
        }

        return (answer, dice.Next(2) == 0 ? answer.ToBytes() : Mutations.Some(dice, answer.ToBytes()));
#pragma warning restore CA5394
    }

    /// <summary>Small answers that become larger than anything a service says.</summary>
    public static IEnumerable<(string Name, FuzzAnswer Answer)> Bombs() => Streams.Select(way =>
        ($"a {way.Key} bomb", new FuzzAnswer(200, [("Content-Encoding", way.Key), ("Connection", "close")], CompressBlanks(way.Value), Arrival.Whole)));

    /// <summary>An answer of a body that is compressed.</summary>
    public static FuzzAnswer Compressed(string way, byte[] body) => new(200, [("Content-Encoding", way), ("Connection", "close")], Compress(Streams[way], body), Arrival.Whole);

    private static byte[] Compress(Func<Stream, Stream> way, byte[] body)
    {
        using var compressed = new MemoryStream();
        using (var stream = way(compressed))
        {
            stream.Write(body);
        }

        return compressed.ToArray();
    }

    private static byte[] CompressBlanks(Func<Stream, Stream> way)
    {
        using var compressed = new MemoryStream();
        var megabyte = new byte[1024 * 1024];
        Array.Fill(megabyte, (byte)' ');
        using (var stream = way(compressed))
        {
            for (var i = 0; i < BombMegabytes; i++)
            {
                stream.Write(megabyte);
            }
        }

        return compressed.ToArray();
    }
}
