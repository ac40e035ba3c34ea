using System.Text;
using System.Text.Json;

namespace ContactsPS.Endurance.Fuzz;

/// <summary>Replaces values of JSON, so that the result is still mostly JSON.</summary>
#pragma warning disable CA5394 // The same seed must give the same run; nothing here is secret.
internal static class JsonTokens
{
    private const int MostDeep = 20_000;
    private const int LongText = 60_000;

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-0", "1", "1.5", "-1", "1e999", "-1e999", "1e-999", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
        "2147483648", "1e2147483648", "0.1e-2147483649", "79228162514264337593543950336", "01", "NaN", "0x10", "1e", "\"\"", "\"0\"", "\"-9223372036854775808\"", "\"1e5\"", "\"true\"",
        "\"0000-00-00 00:00:00\"", "\"9999-12-31 23:59:59\"", "\"\\ud800\"", "\"\\u0000\"", "[]", "{}", "[null]", "[[]]", "[1,\"a\",{}]", "{\"\":{}}", "{\"id\":1,\"id\":2}", "{\"meta\":null}",
        "{\"source\":[],\"parameter\":{},\"value\":null}", "{\"title\":{},\"message\":[1],\"code\":{}}",
    ];

    public static byte[] Replace(Random dice, byte[] body)
    {
        var value = dice.Next(40) switch
        {
            0 => new string('7', dice.Next(1, 5_000)),
            1 => $"\"{new string('a', dice.Next(1, LongText))}@ \"",
            2 => $"\"{new string('9', dice.Next(1, LongText))}\"",
            3 => $"\"{string.Concat(Enumerable.Repeat("1-", dice.Next(1, LongText / 2)))}\"",
            4 => $"[{string.Join(',', Enumerable.Repeat("{}", dice.Next(1, 3_000)))}]",
            5 => $"{{{string.Join(',', Enumerable.Range(0, dice.Next(1, 500)).Select(i => $"\"n{i % 300}\":{i}"))}}}",
            _ => Values[dice.Next(Values.Length)],
        };
        return Put(dice, body, Encoding.UTF8.GetBytes(value));
    }

    public static byte[] Swap(Random dice, byte[] body)
    {
        var places = Places(body);
        return places.Count < 2 ? body : Put(dice, body, body[places[dice.Next(places.Count)]]);
    }

    public static byte[] Nest(Random dice, byte[] body)
    {
        var depth = dice.Next(3) switch { 0 => dice.Next(1, 70), 1 => dice.Next(60, 68), _ => dice.Next(1, MostDeep) };
        var (open, close) = dice.Next(2) == 0 ? ("[", "]") : ("{\"a\":", "}");
        var nested = string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, dice.Next(5) == 0 ? 0 : depth));
        return Put(dice, body, Encoding.UTF8.GetBytes(nested));
    }

    /// <summary>The ranges of values in the valid part of the JSON: scalars, names, lists and objects.</summary>
    public static List<Range> Places(byte[] body)
    {
        var places = new List<Range>();
        var open = new Stack<int>();
        var reader = new Utf8JsonReader(body);
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartArray or JsonTokenType.StartObject:
                        open.Push((int)reader.TokenStartIndex);
                        break;
                    case JsonTokenType.EndArray or JsonTokenType.EndObject:
                        places.Add(open.Pop()..(int)reader.BytesConsumed);
                        break;
                    default:
                        // The reader consumes a name with its colon.
                        places.Add((int)reader.TokenStartIndex..(int)(reader.BytesConsumed - (reader.TokenType == JsonTokenType.PropertyName ? 1 : 0)));
                        break;
                }
            }
        }
        catch (JsonException)
        {
            // The rest is not valid JSON.
        }

        return places;
    }

    private static byte[] Put(Random dice, byte[] body, byte[] value)
    {
        var places = Places(body);
        if (places.Count == 0)
        {
            return value;
        }

        var (start, length) = places[dice.Next(places.Count)].GetOffsetAndLength(body.Length);
        return [.. body[..start], .. value, .. body[(start + length)..]];
    }
}
#pragma warning restore CA5394
