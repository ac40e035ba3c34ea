using System.Globalization;

namespace ContactsPS.Client.Models;

/// <summary>Invisible parts of a text: surrounding white space, and characters without a shape, such as zero-width spaces, the byte-order mark, the soft hyphen and direction marks.</summary>
public static class InvisibleText
{
    /// <summary>Whether a text has no visible character.</summary>
    public static bool IsBlank(string text)
    {
        _ = text ?? throw new ArgumentNullException(nameof(text));
        foreach (var character in text)
        {
            if (!IsInvisible(character))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The text without leading invisible characters.</summary>
    public static string TrimStart(string text)
    {
        _ = text ?? throw new ArgumentNullException(nameof(text));
        var start = 0;
        while (start < text.Length && IsInvisible(text[start]))
        {
            start++;
        }

        return start == 0 ? text : text.Substring(start);
    }

    /// <summary>The text without leading and trailing invisible characters.</summary>
    public static string Trim(string text)
    {
        _ = text ?? throw new ArgumentNullException(nameof(text));
        var end = text.Length;
        while (end > 0 && IsInvisible(text[end - 1]))
        {
            end--;
        }

        return TrimStart(end == text.Length ? text : text.Substring(0, end));
    }

    /// <summary>The text without characters that have no shape.</summary>
    public static string Remove(string text) => FindHidden(text) is null ? text : new string(text.Where(static character => !IsFormat(character)).ToArray());

    /// <summary>The text as messages show it: invisible characters and unusual spaces appear as <c>U+200B</c>.</summary>
    public static string Show(string text) => FindHidden(text) is null
        ? text
        : string.Concat(text.Select(static character => IsHidden(character) ? $"U+{((int)character).ToString("X4", CultureInfo.InvariantCulture)}" : character.ToString()));

    /// <summary>The first character that is invisible within a word or looks like a space; else null.</summary>
    public static char? FindHidden(string text)
    {
        _ = text ?? throw new ArgumentNullException(nameof(text));
        foreach (var character in text)
        {
            if (IsHidden(character))
            {
                return character;
            }
        }

        return null;
    }

    private static bool IsHidden(char character) => character > '~' && (IsFormat(character) || char.IsWhiteSpace(character));

    private static bool IsFormat(char character) => character > '~' && CharUnicodeInfo.GetUnicodeCategory(character) == UnicodeCategory.Format;

    // Format characters include zero-width spaces and joiners, the byte-order mark, the soft hyphen and direction marks.
    private static bool IsInvisible(char character) =>
        char.IsWhiteSpace(character) || (character > '~' && CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.Format or UnicodeCategory.Control);
}
