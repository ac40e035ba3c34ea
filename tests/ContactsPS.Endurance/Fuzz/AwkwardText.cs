using System.Globalization;
using System.Text;

namespace ContactsPS.Endurance.Fuzz;

/// <summary>Texts that would break a line, steer a terminal or turn a line around if they were shown as they are, and halves of characters.</summary>
#pragma warning disable CA5394 // The draw must repeat with its seed; nothing is secret about it.
internal static class AwkwardText
{
    // C0, C1, escape sequences, links of a terminal (OSC 8), marks of direction, separators, what has no width, a tag beyond the first plane, and halves of characters.
    private static readonly string[] Texts =
    [
        "\r\nVERBOSE: forged", "\n", "\t", "\0", "\a\b\f\v", "\u007F", "\u0085", "\u009B2J", "\u009D0;title\u009C", "\u001B[2J\u001B[1;1H", "\u001B[31mred\u001B[0m",
        "\u001B]8;;https://evil.example\u001B\\click\u001B]8;;\u001B\\", "\u001B]0;title\a", "\u202Egnp.exe\u202C", "\u2066\u2067\u2068\u2069", "\u200E\u200F\u061C", "\u2028\u2029", "\u200B\u2060\uFEFF\u00AD",
        "\U000E0041", "\uD83D", "\uDE00", "\uDE00\uD83D", "\uD83D\uD83D\uDE00",
    ];

    /// <summary>One of them, as JSON has it between quotation marks.</summary>
    public static string Draw(Random dice)
    {
        var text = Texts[dice.Next(Texts.Length)];
        var isEscaped = dice.Next(3) > 0;
        var json = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            // JSON takes these in escaped form only, and half a character has no other.
            if (isEscaped || text[i] < ' ' || text[i] is '"' or '\\' || !Rune.TryGetRuneAt(text, i, out var whole))
            {
                json.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:x4}");
                continue;
            }

            json.Append(whole.ToString());
            i += whole.Utf16SequenceLength - 1;
        }

        return json.ToString();
    }

    /// <summary>Puts some into one text of a body, into every value that is a text, or into some texts, names among them.</summary>
    public static byte[] Insert(Random dice, byte[] body)
    {
        var texts = JsonTokens.Places(body).Where(place => body[place.Start.Value] == '"').OrderBy(place => place.Start.Value).ToList();
        var way = dice.Next(3);
        var one = dice.Next(texts.Count + 1);
        var changed = new List<byte>(body.Length * 2);
        var copied = 0;
        foreach (var text in texts.Where((text, number) => way switch { 0 => number == one, 1 => !IsName(body, text), _ => dice.Next(4) == 0 }))
        {
            // At the beginning or at the end: in the middle may be an escape.
            var place = dice.Next(2) == 0 ? text.Start.Value + 1 : text.End.Value - 1;
            changed.AddRange(body[copied..place]);
            changed.AddRange(Encoding.UTF8.GetBytes(Draw(dice)));
            copied = place;
        }

        return [.. changed, .. body[copied..]];
    }

    private static bool IsName(byte[] body, Range text) => text.End.Value < body.Length && body[text.End.Value] == ':';
}
#pragma warning restore CA5394
