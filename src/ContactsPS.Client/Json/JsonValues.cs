using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;

namespace ContactsPS.Client.Json;

/// <summary>Reads what the service is free to write in more than one way, and writes what callers put into additional data.</summary>
internal static class JsonValues
{
    // Boxed once: a contact carries several truth values.
    private static readonly object True = true;
    private static readonly object False = false;

    /// <summary>Reads a scalar as text, whichever way it was written; an object or array is skipped and gives null.</summary>
    public static string? ReadText(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return reader.GetString();
            case JsonTokenType.Number:
                return JsonNumber.Read(ref reader) switch
                {
                    long whole => Text.Of(whole),
                    decimal exact => exact.ToString("G29", CultureInfo.InvariantCulture),
                    double real => JsonNumber.Format(real),
                    var text => (string)text,
                };
            case JsonTokenType.True:
                return "true";
            case JsonTokenType.False:
                return "false";
            default:
                reader.Skip();
                return null;
        }
    }

    /// <summary>Reads a whole number, written as a number or as text; null where it is neither.</summary>
    public static long? ReadWholeNumber(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number ? reader.TryGetInt64(out var number) : TryParseDigits(ref reader, out number))
        {
            return number;
        }

        return long.TryParse(ReadText(ref reader), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
    }

    /// <summary>Reads a date, written as unix seconds or as text; null where it is neither.</summary>
    public static DateTime? ReadDate(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var seconds))
        {
            return ContactDate.TryFromUnixSeconds(seconds, out var moment) ? moment : null;
        }

        if (reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped && ContactDate.TryParseServiceFormat(reader.ValueSpan, out var written))
        {
            return written;
        }

        return ContactDate.TryParse(ReadText(ref reader), out var parsed) ? parsed : null;
    }

    /// <summary>Reads a truth value, written as a boolean, as 1 or 0, or as either in text.</summary>
    public static bool ReadFlag(ref Utf8JsonReader reader) =>
        ReadText(ref reader) is "true" or "1" or "True" or "TRUE";

    /// <summary>Reads any value: text, long, decimal or double, bool, null, a list or a dictionary.</summary>
    public static object? Read(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return reader.GetString();
            case JsonTokenType.Number:
                return JsonNumber.Read(ref reader);
            case JsonTokenType.True:
                return True;
            case JsonTokenType.False:
                return False;
            case JsonTokenType.StartArray:
                var items = new List<object?>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(Read(ref reader));
                }

                return items.ToArray();
            case JsonTokenType.StartObject:
                return new BagReader().Read(ref reader);
            default:
                return null;
        }
    }

    /// <summary>Writes a body whose shape the caller chose.</summary>
    public static byte[] ToUtf8(object body)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            Write(writer, body);
        }

        return bytes.ToArray();
    }

    /// <summary>Writes an object of additional data.</summary>
    public static void WriteBag(Utf8JsonWriter writer, IReadOnlyDictionary<string, object?> bag)
    {
        writer.WriteStartObject();
        foreach (var entry in bag)
        {
            writer.WritePropertyName(entry.Key);
            Write(writer, entry.Value);
        }

        writer.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter writer, IReadOnlyList<object?> list)
    {
        writer.WriteStartArray();
        foreach (var item in list)
        {
            Write(writer, item);
        }

        writer.WriteEndArray();
    }

    /// <summary>The digits of a text, without a string made of them.</summary>
    private static bool TryParseDigits(ref Utf8JsonReader reader, out long number)
    {
        number = 0;
        return reader.TokenType == JsonTokenType.String
            && !reader.ValueIsEscaped
            && Utf8Parser.TryParse(reader.ValueSpan, out number, out var used)
            && used == reader.ValueSpan.Length;
    }

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case sbyte or byte or short or ushort or int or uint or long: writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case ulong large: writer.WriteNumberValue(large); break;
            case decimal exact: writer.WriteNumberValue(exact); break;
            case double real when !double.IsNaN(real) && !double.IsInfinity(real): writer.WriteRawValue(JsonNumber.Format(real), skipInputValidation: true); break;
            case float real when !float.IsNaN(real) && !float.IsInfinity(real): writer.WriteRawValue(JsonNumber.Format(real), skipInputValidation: true); break;
            case DateTime date: writer.WriteStringValue(ContactDate.Format(date)); break;
            case IReadOnlyDictionary<string, object?> bag: WriteBag(writer, bag); break;
            case IReadOnlyList<object?> list: WriteList(writer, list); break;
            case DateTimeOffset date: writer.WriteStringValue(ContactDate.Format(date.UtcDateTime)); break;
            default: writer.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture)); break;
        }
    }
}
