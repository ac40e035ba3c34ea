using System.Globalization;
using System.Text;
using ContactsPS.Client.Http;

namespace ContactsPS.Endurance.Fuzz;

/// <summary>Looks at what a user is shown: it must hold nothing that breaks its line, steers the terminal or turns the line around.</summary>
internal static class ShownText
{
    public const string Kind = "it shows a control or format character";

    /// <summary>What is wrong with a text; null if nothing is.</summary>
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

    /// <summary>What is wrong with a line of verbose or debug output. A body stands on a line of its own.</summary>
    public static Flaw? FlawOf(RequestTrace trace) =>
        trace.IsDetail && trace.Line.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end
            ? FlawOf(trace.Line[..end]) ?? FlawOf(trace.Line[(end + 1)..])
            : FlawOf(trace.Line);

    /// <exception cref="FlawException">There is something wrong with it.</exception>
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
