using System.IO.Compression;

namespace ContactsPS.Endurance.Fuzz;

/// <summary>Responses that are compressed, or claim to be.</summary>
internal static class Compression
{
    private const int BombMegabytes = 300;

    private static readonly Dictionary<string, Func<Stream, Stream>> Streams = new(StringComparer.Ordinal)
    {
        ["gzip"] = stream => new GZipStream(stream, CompressionLevel.Fastest),
        ["deflate"] = stream => new ZLibStream(stream, CompressionLevel.Fastest),
        ["br"] = stream => new BrotliStream(stream, CompressionLevel.Fastest),
    };

    /// <summary>The names of all compression methods, as in <c>Content-Encoding</c>.</summary>
    public static IReadOnlyList<string> Ways { get; } = ["gzip", "deflate", "br"];

    /// <summary>A response, and its bytes with random changes to the head or to the compressed body.</summary>
    public static (FuzzResponse Answer, byte[] Bytes) Draw(int seed)
    {
#pragma warning disable CA5394 // The same seed must give the same run; nothing here is secret.
        var dice = new Random(seed);
        var response = new ResponseGenerator(seed).NextAnswer();
        if (dice.Next(2) == 0)
        {
            var (name, way) = Streams.ElementAt(dice.Next(Streams.Count));
            response = response with { Body = Compress(way, response.Body), Headers = [.. response.Headers, ("Content-Encoding", name)] };
        }

        return (response, dice.Next(2) == 0 ? response.ToBytes() : Mutations.Some(dice, response.ToBytes()));
#pragma warning restore CA5394
    }

    /// <summary>Small responses that decompress to more than any response of the service.</summary>
    public static IEnumerable<(string Name, FuzzResponse Answer)> Bombs() => Streams.Select(way =>
        ($"a {way.Key} bomb", new FuzzResponse(200, [("Content-Encoding", way.Key), ("Connection", "close")], CompressBlanks(way.Value), Arrival.Whole)));

    public static FuzzResponse Compressed(string way, byte[] body) => new(200, [("Content-Encoding", way), ("Connection", "close")], Compress(Streams[way], body), Arrival.Whole);

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
