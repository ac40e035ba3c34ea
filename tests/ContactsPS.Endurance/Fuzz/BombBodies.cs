using System.Text;

namespace ContactsPS.Endurance.Fuzz;

/// <summary>Bodies that have as many bytes as the client reads, and then use as much memory as they can.</summary>
internal static class BombBodies
{
    /// <summary>The largest body that the client reads; it refuses more than 16 MB.</summary>
    public const int Size = 16 * 1024 * 1024 - (64 * 1024);

    private const string Meta = """{"meta":{"numberOfErrors":0,"numberOfData":1,"status":200,"uniqId":"085fa5dabf"},""";

    public static IReadOnlyList<(string Name, Func<byte[]> Body)> All { get; } =
    [
        ("white space", () => Of("", " ", "")),
        ("a text", () => Of(Meta + "\"data\":[{\"id\":1,\"firstName\":\"", "aaaaaaaa", "\"}]}")),
        ("a text of escapes", () => Of(Meta + "\"data\":[{\"id\":1,\"firstName\":\"", "\\u001b", "\"}]}")),
        ("a text of halves", () => Of(Meta + "\"data\":[{\"id\":1,\"firstName\":\"", "\\ud83d", "\"}]}")),
        ("a uniqId", () => Of("{\"meta\":{\"uniqId\":\"", "a\\u202e", "\"},\"data\":[{\"id\":1}]}")),
        ("an error's title", () => Of(Meta + "\"errors\":[{\"title\":\"", "a1@b.c \\u001b", "\"}]}")),
        ("a name", () => Of(Meta + "\"data\":[{\"id\":1,\"externalData\":{\"", "aaaaaaaa", "\":1}}]}")),
        ("empty items", () => Of(Meta + "\"data\":[{}", ",{}", "]}")),
        ("items", () => Of(Meta + "\"data\":[{}", number => $",{{\"id\":{number}}}", "]}")),
        ("errors", () => Of(Meta + "\"errors\":[{}", ",{}", "]}")),
        ("errors with titles", () => Of(Meta + "\"errors\":[{}", ",{\"title\":\"a\"}", "]}")),
        ("numbers", () => Of(Meta + "\"data\":[{\"id\":1,\"externalData\":{\"a\":[1", ",1", "]}}]}")),
        ("lists", () => Of(Meta + "\"data\":[{\"id\":1,\"a\":[[]", ",[]", "]}]}")),
        ("fields", () => Of(Meta + "\"data\":[{\"id\":1,\"externalData\":{\"a\":1", number => $",\"{number}\":1", "}}]}")),
        ("properties", () => Of(Meta + "\"data\":[{\"id\":1", number => $",\"{number}\":\"a\"", "}]}")),
        ("nested lists", () => Of(Meta + "\"data\":[", "[", "")),
        ("nested objects", () => Of(Meta + "\"data\":[", "{\"a\":", "")),
    ];

    private static byte[] Of(string before, string repeated, string after) => Of(before, _ => repeated, after);

    private static byte[] Of(string before, Func<int, string> part, string after)
    {
        using var body = new MemoryStream(Size + 1024);
        body.Write(Encoding.UTF8.GetBytes(before));
        for (var number = 0; body.Length < Size; number++)
        {
            body.Write(Encoding.UTF8.GetBytes(part(number)));
        }

        body.Write(Encoding.UTF8.GetBytes(after));
        return body.ToArray();
    }
}
