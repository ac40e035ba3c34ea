using System.Globalization;
using System.Text;

namespace ContactsPS.Endurance.Fuzz;

/// <summary>Texts that would break a line, control a terminal or reverse a line if they were shown unescaped, and unpaired surrogates.</summary>
#pragma warning disable CA5394 // The same seed must give the same run; nothing here is secret.
internal static class AwkwardText
{
    // C0, C1, escape sequences, terminal links (OSC 8), direction marks, separators, characters without width, a tag outside the first plane, and unpaired surrogates.
    private static readonly string[] Texts =
    [
        "\r\nVERBOSE: forged", "\n", "\t", "\0", "\a\b\f\v", "\u007F", "\u0085", "\u009B2J", "\u009D0;title\u009C", "\u001B[2J\u001B[1;1H", "\u001B[31mred\u001B[0m",
        "\u001B]8;;https://evil.example\u001B\\click\u001B]8;;\u001B\\", "\u001B]0;title\a", "\u202Egnp.exe\u202C", "\u2066\u2067\u2068\u2069", "\u200E\u200F\u061C", "\u2028\u2029", "\u200B\u2060\uFEFF\u00AD",
        "\U000E0041", "\uD83D", "\uDE00", "\uDE00\uD83D", "\uD83D\uD83D\uDE00",
    ];

    /// <summary>One of them, as it is written within a JSON string.</summary>
    public static string Draw(Random dice)
    {
        var text = Texts[dice.Next(Texts.Length)];
        var isEscaped = dice.Next(3) > 0;
        var json = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            // JSON allows these only in escaped form, and an unpaired surrogate has no other.
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

    /// <summary>Inserts such texts into one string of a body, into every string value, or into some strings including names.</summary>
    public static byte[] Insert(Random dice, byte[] body)
    {
        var texts = JsonTokens.Places(body).Where(place => body[place.Start.Value] == '"').OrderBy(place => place.Start.Value).ToList();
        var way = dice.Next(3);
        var one = dice.Next(texts.Count + 1);
        var changed = new List<byte>(body.Length * 2);
        var copied = 0;
        foreach (var text in texts.Where((text, number) => way switch { 0 => number == one, 1 => !IsName(body, text), _ => dice.Next(4) == 0 }))
        {
            // At the beginning or the end: the middle may be within an escape sequence.
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
