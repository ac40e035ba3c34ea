using System.Text;
using System.Text.Json;

namespace ContactsPS.Endurance.Fuzz;

/// <summary>Regular responses of every kind, which are the basis of the mutations.</summary>
internal static class SeedBodies
{
    private static readonly object[] Refusals =
    [
        new { title = "Invalid e-mail", message = "'bad@' is not a valid e-mail address.", code = "E-1-003", meta = new { parameter = "email", value = "bad@", source = "K-1" } },
        new { title = "", message = "", code = "E-0-004", meta = Array.Empty<object>() },
        new { title = "Contact exists", message = "+48 600 100 200 is there.", code = "E-1-008", meta = (object?)null },
        new { code = 17 },
    ];

    /// <summary>Some hundred bytes to some kilobytes.</summary>
    public static IReadOnlyList<byte[]> Small { get; } =
    [
        Envelope(Enumerable.Range(1, 3).Select(Contact)),
        Envelope(Enumerable.Range(1, 12).Select(Contact), Refusals.Take(2)),
        Envelope(Enumerable.Range(1, 3).Select(id => new { id })),
        Envelope(Enumerable.Range(1, 3).Select(id => new { id, name = "VIP", description = "Śmietanka", externalId = "ALLCONTACTS", createdAt = 1549051932 })),
        Envelope(Enumerable.Range(1, 3).Select(id => new { id = $"{id}", name = "City", type = "string", values = new[] { 1, 2 } })),
        Envelope(Enumerable.Range(1, 2).Select(id => new { id = $"s-{id}", name = "Active", count = 12, contacts = "7" })),
        JsonSerializer.SerializeToUtf8Bytes(new { meta = Meta(0, 1), data = new { id = "7", name = "Active", numberOfContacts = 12 }, errors = new { } }),
        Envelope([], Refusals),
        Envelope([], Refusals.Skip(1).Take(1)),
        Envelope([]),
        JsonSerializer.SerializeToUtf8Bytes(new { meta = Meta(3, 0) }),
        Envelope([Nested(20)]),
        "<html><body><h1>502 Bad Gateway</h1></body></html>"u8.ToArray(),
        "{}"u8.ToArray(),
        [],
    ];

    /// <summary>Some hundred kilobytes.</summary>
    public static IReadOnlyList<byte[]> Big { get; } =
    [
        Envelope(Enumerable.Range(1, 1000).Select(Contact)),
        Envelope(Enumerable.Range(1, 500).Select(Contact), Enumerable.Repeat(Refusals, 100).SelectMany(errors => errors)),
        Envelope(Enumerable.Repeat(new { }, 30_000)),
        Envelope([], [new { title = new string('a', 200_000), message = new string('9', 100_000), code = "E" }]),
        Envelope([], [new { title = string.Concat(Enumerable.Repeat("a@b.c ", 10_000)), code = "E" }]),
        Encoding.UTF8.GetBytes(new string(' ', 300_000)),
    ];

    private static object Contact(int id) => new
    {
        id = $"{id}",
        externalId = $"K-{id}",
        email = $"ann.{id}@example.com",
        phoneNumber = $"+4860012{id:0000}",
        firstName = "Zażółć",
        lastName = "\"Gęślą\" \\ 😀",
        companyName = (string?)null,
        createdAt = "2019-02-01 20:12:12",
        inArchive = false,
        externalData = new { city = "Łódź", points = 17, rate = 0.5, vip = true, none = (string?)null },
        isUnsubscribeEmail = false,
        tags = new[] { "a", "b" },
    };

    private static Dictionary<string, object?> Nested(int depth) =>
        new(StringComparer.Ordinal) { ["id"] = depth, ["inner"] = depth == 0 ? null : new[] { Nested(depth - 1) } };

    private static byte[] Envelope(IEnumerable<object> data, IEnumerable<object>? errors = null)
    {
        object[] items = [.. data];
        object[] refused = [.. errors ?? []];
        return JsonSerializer.SerializeToUtf8Bytes(new { meta = Meta(refused.Length, items.Length), data = items, errors = refused });
    }

    private static object Meta(int errors, int data) => new { numberOfErrors = errors, numberOfData = data, status = 200, uniqId = "085fa5dabf" };
}
