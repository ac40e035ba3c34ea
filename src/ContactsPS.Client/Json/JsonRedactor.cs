using System.Globalization;
using System.Text;
using System.Text.Json;
using ContactsPS.Client.Redaction;

namespace ContactsPS.Client.Json;

/// <summary>
/// A body for debug output: its structure, numbers that are not personal, and a short hash for every other value, which correlates it with
/// other lines.
/// </summary>
internal static class JsonRedactor
{
    private const int MostCharacters = 4000;

    // The limit for one name or plain value.
    private const int MostBytes = 1000;

    // Shown as they are. All other values of the service, a row or an additional field are taken for personal data.
    private static readonly HashSet<string> Plain = new(StringComparer.Ordinal)
    {
        "id", "createdAt", "inArchive", "addToGroup", "numberOfErrors", "numberOfData", "status", "uniqId", "code", "parameter", "count", "numberOfContacts",
    };

    /// <summary>The redacted body; empty if there is no body.</summary>
    public static string Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length == 0)
        {
            return string.Empty;
        }

        var text = new StringBuilder();
        try
        {
            Write(text, new Utf8JsonReader(utf8));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or DecoderFallbackException)
        {
            text.Append(Messages.Get("RestIsNotJson"));
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, Utf8JsonReader reader)
    {
        var names = new Stack<string>();
        var name = string.Empty;
        var needsComma = false;
        while (reader.Read())
        {
            if (text.Length > MostCharacters)
            {
                text.Append('…');
                return;
            }

            var closes = reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray;
            text.Append(needsComma && !closes ? "," : string.Empty);
            needsComma = reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.PropertyName);
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    names.Push(name);
                    text.Append(reader.TokenType == JsonTokenType.StartObject ? '{' : '[');
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    name = names.Pop();
                    text.Append(reader.TokenType == JsonTokenType.EndObject ? '}' : ']');
                    break;
                case JsonTokenType.PropertyName:
                    name = reader.ValueSpan.Length <= MostBytes ? JsonText.Read(ref reader) : "…";
                    text.Append('"').Append(name).Append("\":");
                    break;
                default:
                    text.Append(Shown(name, ref reader, Plain.Contains(name) && !names.Contains("externalData")));
                    break;
            }
        }
    }

    /// <summary>An id or a date may look like a phone number, so it is not masked; any other value in the place of a plain one is.</summary>
    private static string Masked(string name, string value) =>
        name is "id" or "createdAt" && (value.All(char.IsDigit) || ContactDate.TryParse(value, out _)) ? value : PersonalData.Mask(value);

    private static string Shown(string name, ref Utf8JsonReader reader, bool isPlain) => reader.TokenType switch
    {
        JsonTokenType.Null => "null",
        JsonTokenType.String when JsonText.Read(ref reader) is var value => value.Length == 0 ? "\"\"" : isPlain && value.Length <= MostBytes ? $"\"{Masked(name, value)}\"" : PersonalData.Hash(value),
        JsonTokenType.Number when isPlain && reader.TryGetInt64(out var whole) => whole.ToString(CultureInfo.InvariantCulture),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
#if NET
        _ => PersonalData.Hash(Encoding.UTF8.GetString(reader.ValueSpan)),
#else
        _ => PersonalData.Hash(Encoding.UTF8.GetString(reader.ValueSpan.ToArray())),
#endif
    };
}
