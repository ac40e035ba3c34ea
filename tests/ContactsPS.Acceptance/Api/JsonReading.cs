using System.Globalization;
using System.Text.Json;

namespace ContactsPS.Acceptance.Api;

/// <summary>Reads properties of a response in any of their forms.</summary>
internal static class JsonReading
{
    private static readonly string[] DateForms = ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>A property; null if it is absent or null.</summary>
    public static JsonElement? Property(this JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A property that is text; null otherwise.</summary>
    public static string? Text(this JsonElement item, string name) => item.Property(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>An id, written as text or as a number.</summary>
    public static long? Id(this JsonElement item) => item.Property("id") switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var id) => id,
        { ValueKind: JsonValueKind.String } text when long.TryParse(text.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) => id,
        _ => null,
    };

    /// <summary>A date, written as text or as unix seconds; UTC if it has no offset.</summary>
    public static DateTime? Date(this JsonElement item, string name) => item.Property(name) switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var seconds) && seconds is >= 0 and < 100_000_000_000 => DateTime.UnixEpoch.AddSeconds(seconds),
        { ValueKind: JsonValueKind.String } text when DateTime.TryParseExact(text.GetString(), DateForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date) => date,
        _ => null,
    };

    /// <summary>The kind of a property's value, in one or two words.</summary>
    public static string Kind(this JsonElement item, string name) => item.Property(name)?.ValueKind switch
    {
        JsonValueKind.String => "text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a Boolean",
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        _ => "nothing",
    };

    /// <summary>Every text within a value.</summary>
    public static IEnumerable<string> Texts(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Object => value.EnumerateObject().SelectMany(static property => property.Value.Texts()),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(static item => item.Texts()),
        _ => [],
    };
}
