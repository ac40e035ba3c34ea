using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ContactsPS.Client.Models;

namespace ContactsPS.Client.Tests;

/// <summary>Writes the same content in any of the forms that the service uses or might use.</summary>
internal static class ServiceWriting
{
    private static readonly JsonSerializerOptions[] Styles =
    [
        new(),
        new() { WriteIndented = true },
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping },
    ];

    /// <summary>A contact as JSON: the id as text or number, the date as text or unix seconds, an absent value left out or null, in any order.</summary>
    public static JsonObject Contact(NewContact contact, long id, Dictionary<string, object?> unknown, Random random)
    {
        var members = new List<(string Name, JsonNode? Value)>
        {
            ("id", random.Next(2) == 0 ? id : id.ToString(CultureInfo.InvariantCulture)),
            ("email", contact.Email),
            ("phoneNumber", contact.PhoneNumber),
            ("externalId", contact.ExternalId),
            ("firstName", contact.FirstName),
            ("lastName", contact.LastName),
            ("companyName", contact.CompanyName),
            ("createdAt", Date(contact.CreatedAt, random)),
            ("inArchive", random.Next(4) switch { 0 => false, 1 => 0, 2 => "0", _ => "false" }),
            ("externalData", contact.ExternalData is { Count: > 0 } data ? Bag(data) : random.Next(2) == 0 ? new JsonArray() : new JsonObject()),
        };
        members.AddRange(unknown.Select(pair => (pair.Key, JsonValue.Create(pair.Value) as JsonNode)));
        return Shuffled(members, random);
    }

    public static byte[] Envelope(JsonNode[] items, Random random)
    {
        JsonNode? data = items.Length switch
        {
            0 => random.Next(3) switch { 0 => null, 1 => new JsonObject(), _ => new JsonArray() },
            1 when random.Next(2) == 0 => items[0],
            _ => new JsonArray(items),
        };
        JsonNode? errors = random.Next(3) switch { 0 => null, 1 => new JsonObject(), _ => new JsonArray() };
        var meta = Shuffled([("numberOfErrors", random.Next(2) == 0 ? 0 : "0"), ("numberOfData", items.Length), ("status", 200), ("uniqId", "085fa5dabf"), ("took", new JsonArray(1, null))], random);
        var whole = Shuffled([("meta", meta), ("data", data), ("errors", errors), ("links", new JsonObject { ["meta"] = null, ["data"] = new JsonArray(1) })], random);
        return JsonSerializer.SerializeToUtf8Bytes(whole, Styles[random.Next(Styles.Length)]);
    }

    public static byte[] Envelope(JsonNode item, Random random) => Envelope([item], random);

    private static JsonNode? Date(DateTime? date, Random random) => date is not { } moment ? null : random.Next(3) switch
    {
        0 => ContactDate.Format(moment),
        1 => moment.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        _ => new DateTimeOffset(moment).ToUnixTimeSeconds(),
    };

    private static JsonObject Bag(IEnumerable<KeyValuePair<string, object?>> bag) => new(bag.Select(pair => KeyValuePair.Create(pair.Key, JsonValue.Create(pair.Value) as JsonNode)));

    /// <summary>In any order; a null may be left out, except in the head of the envelope.</summary>
    private static JsonObject Shuffled(List<(string Name, JsonNode? Value)> members, Random random)
    {
        var order = members.Where(member => member.Value is not null || random.Next(2) == 0).ToArray();
        random.Shuffle(order);
        return new JsonObject(order.Select(member => KeyValuePair.Create(member.Name, member.Value)));
    }
}
