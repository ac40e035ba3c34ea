using System.Globalization;

namespace ContactsPS.Endurance.Fuzz;

/// <summary>Generates random responses. The same seed gives the same responses.</summary>
#pragma warning disable CA5394 // The same seed must give the same run; nothing here is secret.
internal sealed class ResponseGenerator(int seed)
{
    private const int MostRequests = 4;

    private static readonly int[] Statuses = [200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 207, 207, 207, 207, 207, 400, 404, 404, 422, 422, 202, 202, 201, 204, 301, 401, 403, 408, 413, 429, 500, 502, 503, 503, 504];

    private static readonly string[] Moments = ["Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 0001 00:00:00 GMT", "Wed, 21 Oct 2015 07:28:00 GMT", "Thu, 21 Oct 2040 07:28:00 GMT", "0", "-1", "", "\u0001", "soon", "2015-10-21"];

    private static readonly string[] Waits = ["0", "1", "5", "120", "121", "-1", "1.5", "1e9", "1e400", "NaN", "99999999999999999999", "2147483648", "1, 2", "٣", .. Moments];

    private static readonly string[] Lengths = ["0", "1", "100", "1000000", "1000000000", "2147483647", "9223372036854775806", "9223372036854775807", "9223372036854775808", "-1", "1, 1", "x"];

    private static readonly string[] Encodings = ["gzip", "deflate", "br", "zstd", "identity", "gzip, gzip", "whatever"];

    // Neighbouring seeds must not give similar responses.
    private readonly Random dice = new(HashCodeOf(seed));
    private int asked;

    /// <summary>A number from 0 to below the count.</summary>
    public int Next(int count) => dice.Next(count);

    /// <summary>The next response. After some requests it is a plain one, so that retries and lists end.</summary>
    public FuzzResponse NextAnswer() => ++asked > MostRequests ? FuzzResponse.Plain : Draw();

    private FuzzResponse Draw()
    {
        var seeds = dice.Next(200) == 0 ? SeedBodies.Big : SeedBodies.Small;
        var body = Mutations.Some(dice, seeds[dice.Next(seeds.Count)]);
        var status = dice.Next(20) == 0 ? dice.Next(100, 1000) : Statuses[dice.Next(Statuses.Length)];
        return new FuzzResponse(status, [.. Headers()], body, dice.Next(20) switch { 0 or 1 => Arrival.Pieces, 2 => Arrival.Breaks, 3 => Arrival.DoesNotDecompress, _ => Arrival.Whole });
    }

    private IEnumerable<(string Name, string Value)> Headers()
    {
        (string Name, string[] Values, int OneIn)[] known =
        [
            ("Retry-After", Waits, 4), ("Expires", Moments, 8), ("Date", Moments, 8), ("Content-Length", Lengths, 100), ("Content-Encoding", Encodings, 50),
            ("Content-Type", ["application/json", "text/html; charset=nonsense", ";;", "\u00ff"], 4), ("Connection", ["close", "keep-alive", "\t"], 50),
            ("X-Long", [new string('x', 10_000)], 100),
        ];
        foreach (var (name, values, oneIn) in known)
        {
            if (dice.Next(oneIn) == 0)
            {
                yield return (name, dice.Next(10) == 0 ? dice.Next().ToString(CultureInfo.InvariantCulture) : values[dice.Next(values.Length)]);
            }
        }
    }

    private static int HashCodeOf(int seed)
    {
        var mixed = unchecked((uint)seed * 0x9E3779B1u);
        mixed ^= mixed >> 15;
        return unchecked((int)(mixed * 0x85EBCA77u));
    }
}
#pragma warning restore CA5394
