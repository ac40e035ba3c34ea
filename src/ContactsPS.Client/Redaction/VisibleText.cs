using System.Globalization;
using System.Text;

namespace ContactsPS.Client.Redaction;

/// <summary>
/// Text that is safe to show, even if the service wrote it: a line break would begin a new line in a log, an escape sequence would control the terminal, and a direction mark would
/// reverse the rest of the line. Objects and files keep such characters.
/// </summary>
public static class VisibleText
{
    /// <summary>Escapes control characters, format characters, line separators and halves of surrogate pairs, such as <c>\n</c>, <c>\u001B</c> and <c>\u202E</c>.</summary>
    /// <param name="text">Any text; null counts as empty.</param>
    /// <returns>The same instance if there is nothing to escape.</returns>
    public static string Of(string? text)
    {
        if (text is null)
        {
            return string.Empty;
        }

        var place = 0;
        while (place < text.Length)
        {
            var length = LengthAt(text, place);
            if (IsHidden(text, place, length))
            {
                return Escape(text, place);
            }

            place += length;
        }

        return text;
    }

    private static string Escape(string text, int place)
    {
        var shown = new StringBuilder(text, 0, place, text.Length + 16);
        while (place < text.Length)
        {
            var length = LengthAt(text, place);
            if (IsHidden(text, place, length))
            {
                for (var i = place; i < place + length; i++)
                {
                    Append(shown, text[i]);
                }
            }
            else
            {
                shown.Append(text, place, length);
            }

            place += length;
        }

        return shown.ToString();
    }

    private static int LengthAt(string text, int place) =>
        char.IsHighSurrogate(text[place]) && place + 1 < text.Length && char.IsLowSurrogate(text[place + 1]) ? 2 : 1;

    private static bool IsHidden(string text, int place, int length)
    {
        var unit = text[place];
        return unit is < ' ' or > '~'
            && (length == 2 ? CharUnicodeInfo.GetUnicodeCategory(text, place) : CharUnicodeInfo.GetUnicodeCategory(unit))
                is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;
    }

    private static void Append(StringBuilder shown, char unit) => _ = unit switch
    {
        '\n' => shown.Append("\\n"),
        '\r' => shown.Append("\\r"),
        '\t' => shown.Append("\\t"),
        _ => shown.Append("\\u").Append(((int)unit).ToString("X4", CultureInfo.InvariantCulture)),
    };
}
