using System.Globalization;
using System.Text;
using ContactsPS.Client.Http;

namespace ContactsPS.Endurance.Fuzz;

/// <summary>Checks the text that a user sees: it must contain nothing that breaks its line, controls the terminal or reverses the line.</summary>
internal static class ShownText
{
    public const string Kind = "it shows a control or format character";

    /// <summary>The error in a text; null if it is correct.</summary>
    public static Flaw? FlawOf(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!Rune.TryGetRuneAt(text, i, out var character) || IsHidden(Rune.GetUnicodeCategory(character)))
            {
                return new Flaw(Kind, string.Create(CultureInfo.InvariantCulture, $"U+{(int)text[i]:X4} at {i} of {text.Length} characters"));
            }

            i += character.Utf16SequenceLength - 1;
        }

        return null;
    }

    /// <summary>The error in a line of verbose or debug output. A body is on its own line.</summary>
    public static Flaw? FlawOf(RequestTrace trace) =>
        trace.IsDetail && trace.Line.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end
            ? FlawOf(trace.Line[..end]) ?? FlawOf(trace.Line[(end + 1)..])
            : FlawOf(trace.Line);

    /// <exception cref="FlawException">The text contains an error.</exception>
    public static void ThrowIfHidden(string text)
    {
        if (FlawOf(text) is { } flaw)
        {
            throw new FlawException(flaw);
        }
    }

    private static bool IsHidden(UnicodeCategory category) =>
        category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
