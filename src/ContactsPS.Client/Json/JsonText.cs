using System.Text;
using System.Text.Json;

namespace ContactsPS.Client.Json;

/// <summary>
/// Reads texts and names. JSON may contain half of a surrogate pair, such as <c>"\ud83d"</c>, left by a text that was cut within an emoji. System.Text.Json refuses it, and with it
/// everything around it. Here it is read as U+FFFD, as .NET does everywhere else. Bytes that are not UTF-8 are refused.
/// </summary>
internal static class JsonText
{
    private const char Replacement = '\ufffd';
    private const int EscapeLength = 6;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text or name at the reader's position.</summary>
    /// <exception cref="InvalidOperationException">It is not UTF-8.</exception>
    /// <exception cref="DecoderFallbackException">It is not UTF-8, and also contains half of a surrogate pair.</exception>
    public static string Read(ref Utf8JsonReader reader) => reader.ValueIsEscaped ? ReadEscaped(ref reader) : reader.GetString()!;

    /// <summary>The name at the reader's position, in UTF-8 and unescaped.</summary>
    public static ReadOnlySpan<byte> NameOf(ref Utf8JsonReader reader) => reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(ReadEscaped(ref reader)) : reader.ValueSpan;

    /// <summary>Text that is UTF-8.</summary>
    /// <exception cref="DecoderFallbackException">It is not.</exception>
    public static string Decode(ReadOnlySpan<byte> utf8) => StrictUtf8.GetString(utf8.ToArray());

    /// <summary>All texts in a body, both unescaped and as written.</summary>
    public static IEnumerable<string> AllOf(byte[] json)
    {
        var texts = new List<string>();
        var reader = new Utf8JsonReader(json);
        while (json.Length > 0 && reader.Read())
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                texts.Add(Read(ref reader));
                texts.Add(Decode(reader.ValueSpan));
            }
        }

        return texts;
    }

    private static string ReadEscaped(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Mend(Unescape(Decode(reader.ValueSpan)));
        }
    }

    private static StringBuilder Unescape(string written)
    {
        var text = new StringBuilder(written.Length);
        for (var i = 0; i < written.Length; i++)
        {
            if (written[i] != '\\')
            {
                text.Append(written[i]);
            }
            else if (written[i + 1] == 'u')
            {
                text.Append(Unit(written, i + 2));
                i += EscapeLength - 1;
            }
            else
            {
                text.Append(Meaning(written[++i]));
            }
        }

        return text;
    }

    private static char Unit(string written, int start)
    {
        var unit = 0;
        for (var i = start; i < start + EscapeLength - 2; i++)
        {
            unit = (unit * 16) + Uri.FromHex(written[i]);
        }

        return (char)unit;
    }

    // The reader has verified that nothing else is escaped.
    private static char Meaning(char escaped) => escaped switch
    {
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        _ => escaped,
    };

    private static string Mend(StringBuilder text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                text[i] = Replacement;
            }
        }

        return text.ToString();
    }
}
