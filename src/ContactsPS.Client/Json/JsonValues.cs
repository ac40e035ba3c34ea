using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;

namespace ContactsPS.Client.Json;

/// <summary>Reads values that the service may write in several forms.</summary>
internal static class JsonValues
{
    // Boxed once: a contact carries several Booleans.
    private static readonly object True = true;
    private static readonly object False = false;

    /// <summary>Reads a scalar as text, in any form; an object or array is skipped and gives null.</summary>
    public static string? ReadText(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return JsonText.Read(ref reader);
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

    /// <summary>Reads a whole number, such as an id, written as a number or as text (F26 of docs/service.md); null if it is neither.</summary>
    public static long? ReadWholeNumber(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number ? reader.TryGetInt64(out var number) : TryParseDigits(ref reader, out number))
        {
            return number;
        }

        return long.TryParse(ReadText(ref reader), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
    }

    /// <summary>Reads a date, written as unix seconds or as text (F27 of docs/service.md); null if it is neither.</summary>
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

    /// <summary>Reads a Boolean, written as such, as 1 or 0, or as either in text.</summary>
    public static bool ReadFlag(ref Utf8JsonReader reader) =>
        ReadText(ref reader) is "true" or "1" or "True" or "TRUE";

    /// <summary>Reads a scalar: text, long, decimal or double, bool or null.</summary>
    public static object? ReadScalar(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => JsonText.Read(ref reader),
        JsonTokenType.Number => JsonNumber.Read(ref reader),
        JsonTokenType.True => True,
        JsonTokenType.False => False,
        _ => null,
    };

    /// <summary>The digits of a text, without creating a string.</summary>
    private static bool TryParseDigits(ref Utf8JsonReader reader, out long number)
    {
        number = 0;
        return reader.TokenType == JsonTokenType.String
            && !reader.ValueIsEscaped
            && Utf8Parser.TryParse(reader.ValueSpan, out number, out var used)
            && used == reader.ValueSpan.Length;
    }
}
