namespace ContactsPS.Endurance.Fuzz;

/// <summary>Random changes to the bytes of a response.</summary>
#pragma warning disable CA5394 // The same seed must give the same run; nothing here is secret.
internal static class Mutations
{
    private static readonly Func<Random, byte[], byte[]>[] All =
    [
        FlipBits, ReplaceBytes, Truncate, Repeat, Remove, Splice, InsertAwkward, JsonTokens.Replace, JsonTokens.Replace, JsonTokens.Swap, JsonTokens.Nest, Concatenate, AsUtf16,
        AwkwardText.Insert, AwkwardText.Insert, AwkwardText.Insert,
    ];

    // Overlong, truncated, a surrogate, above the last code point, a byte-order mark, empty; and escapes of the same kinds.
    private static readonly byte[][] Awkward =
    [
        [0xFF], [0xC0, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xEF, 0xBB, 0xBF], [0x00],
        "\\ud800"u8.ToArray(), "\\udc00\\ud800"u8.ToArray(), "\\u0000"u8.ToArray(), "\\x"u8.ToArray(), "\\"u8.ToArray(), "\""u8.ToArray(), "//"u8.ToArray(), ",,"u8.ToArray(),
    ];

    public static byte[] Some(Random dice, byte[] body)
    {
        // Most responses are changed in one place: the more errors a response has, the earlier the client stops reading it.
        for (var times = dice.Next(8) switch { < 2 => 0, < 6 => 1, 6 => 2, _ => 5 }; times > 0; times--)
        {
            body = All[dice.Next(All.Length)](dice, body);
        }

        return body;
    }

    private static byte[] FlipBits(Random dice, byte[] body) => ChangeSome(dice, body, unit => (byte)(unit ^ (1 << dice.Next(8))));

    private static byte[] ReplaceBytes(Random dice, byte[] body) => ChangeSome(dice, body, _ => (byte)dice.Next(256));

    private static byte[] ChangeSome(Random dice, byte[] body, Func<byte, byte> change)
    {
        byte[] changed = [.. body];
        for (var times = body.Length == 0 ? 0 : dice.Next(1, 5); times > 0; times--)
        {
            var place = dice.Next(changed.Length);
            changed[place] = change(changed[place]);
        }

        return changed;
    }

    private static byte[] Truncate(Random dice, byte[] body) => body[..dice.Next(body.Length + 1)];

    private static byte[] Repeat(Random dice, byte[] body)
    {
        var (start, end) = Slice(dice, body);
        return [.. body[..end], .. Enumerable.Repeat(body[start..end], dice.Next(1, 4)).SelectMany(part => part), .. body[end..]];
    }

    private static byte[] Remove(Random dice, byte[] body)
    {
        var (start, end) = Slice(dice, body);
        return [.. body[..start], .. body[end..]];
    }

    private static byte[] Splice(Random dice, byte[] body)
    {
        var other = SeedBodies.Small[dice.Next(SeedBodies.Small.Count)];
        return [.. body[..dice.Next(body.Length + 1)], .. other[dice.Next(other.Length + 1)..]];
    }

    private static byte[] InsertAwkward(Random dice, byte[] body)
    {
        var place = dice.Next(body.Length + 1);
        return [.. body[..place], .. Awkward[dice.Next(Awkward.Length)], .. body[place..]];
    }

    private static byte[] Concatenate(Random dice, byte[] body) => [.. body, .. SeedBodies.Small[dice.Next(SeedBodies.Small.Count)]];

    private static byte[] AsUtf16(Random dice, byte[] body) =>
        dice.Next(10) > 0 ? InsertAwkward(dice, body) : System.Text.Encoding.Convert(System.Text.Encoding.UTF8, System.Text.Encoding.Unicode, body);

    private static (int Start, int End) Slice(Random dice, byte[] body)
    {
        var start = dice.Next(body.Length + 1);
        return (start, Math.Min(body.Length, start + dice.Next(200)));
    }
}
#pragma warning restore CA5394
