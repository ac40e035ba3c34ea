using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace ContactsPS.Tests.Docs;

/// <summary>The first screen of the tour as an SVG: what a terminal would show, in colour.</summary>
internal static class TourPicture
{
    private const string Command = "dotnet tool exec --yes powershell -- build.ps1 -Task Tour";
    private const int Columns = 80;
    private const double CharacterWidth = 8.4;
    private const int LineHeight = 19;
    private const int Margin = 20;
    private const int Top = 58;

    // The colours of a terminal; the background is dark on a light page too, as terminals are.
    private static readonly Dictionary<int, string> Colours = new()
    {
        [31] = "#ff7b72", [32] = "#3fb950", [33] = "#d29922", [36] = "#39c5cf", [91] = "#ffa198", [92] = "#56d364", [93] = "#e3b341", [96] = "#56d4dd",
    };

    /// <param name="output">The output of the tour, with its escape sequences.</param>
    public static string Render(string output)
    {
        string[] lines = ["\e[92m$\e[0m " + Command, .. FirstScreen(Normalised(output))];
        var height = Top + (lines.Length * LineHeight) + Margin;
        var width = (2 * Margin) + (Columns * CharacterWidth);
        var svg = new StringBuilder(Invariant($"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" fill="#e6edf3" role="img" aria-labelledby="title">
            <title id="title">The first screen of the tour: a sandbox is connected to, 292 of 300 rows become contacts, and each of the other eight says why not</title>
            <style>text {"{"} font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre {"}"} .b {"{"} font-weight: bold {"}"} .i {"{"} font-style: italic {"}"}</style>
            <rect x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="10" fill="#0d1117" stroke="#484f58"/>
            <circle cx="24" cy="22" r="6" fill="#ff5f57"/><circle cx="44" cy="22" r="6" fill="#febc2e"/><circle cx="64" cy="22" r="6" fill="#28c840"/>

            """).ReplaceLineEndings("\n"));
        var style = Style.Plain;
        foreach (var (row, line) in lines.Index())
        {
            style = Draw(svg, line, style, Top + (row * LineHeight));
        }

        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>Replaces what differs between runs: the port, the key of the sandbox, uniqIds, and the order in which responses and unreadable rows became errors.</summary>
    private static string Normalised(string output)
    {
        var text = Regex.Replace(output.ReplaceLineEndings("\n"), @"(?<=http://127\.0\.0\.1:)\d+", "50123");
        text = Regex.Replace(text, "(?<=ApplicationKey[^…\n]*)…....", "…key1");
        text = Regex.Replace(text, @"(?<=uniqId )[0-9a-f\s]+(?=\])", id => NumberedDigits(id.Value));
        return Regex.Replace(text, @"(?:^C-\d+ +(?:InvalidField|Refused) [^\n]*\n(?: +[^\n]*\n)*)+", Sorted, RegexOptions.Multiline);
    }

    // A table may break an id over two lines.
    private static string NumberedDigits(string id)
    {
        var digit = 0;
        return string.Concat(id.Select(character => char.IsWhiteSpace(character) ? character : (char)('0' + (digit++ % 10))));
    }

    private static string Sorted(Match rows) => string.Concat(Regex.Split(rows.Value, "(?=^C-)", RegexOptions.Multiline).Order(StringComparer.Ordinal));

    /// <summary>Up to the end of the first table of contacts; the list of one contact follows.</summary>
    private static IEnumerable<string> FirstScreen(string text)
    {
        var lines = text.Split('\n').TakeWhile(line => !Regex.IsMatch(line, @"^\e\[[\d;]*mId +: ")).ToList();
        return lines.Take(lines.FindLastIndex(line => line.Length > 0) + 1);
    }

    /// <summary>Draws one line, and returns the style with which the next line begins.</summary>
    private static Style Draw(StringBuilder svg, string line, Style style, int y)
    {
        var column = 0;
        foreach (var piece in Regex.Split(line, @"(\e\[[\d;]*m)"))
        {
            if (piece.StartsWith('\e'))
            {
                style = piece[2..^1].Split(';').Aggregate(style, (current, code) => current.With(int.Parse(code, CultureInfo.InvariantCulture)));
                continue;
            }

            // Columns stay aligned whatever the reader's font: each run of words has its own position and length.
            foreach (Match words in Regex.Matches(piece, @"\S+(?: \S+)*"))
            {
                var x = Margin + ((column + words.Index) * CharacterWidth);
                svg.Append(Invariant($"<text x=\"{x:0.#}\" y=\"{y}\" textLength=\"{words.Length * CharacterWidth:0.#}\"{style}>{WebUtility.HtmlEncode(words.Value)}</text>\n"));
            }

            column += piece.Length;
        }

        return style;
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private sealed record Style(string? Colour, bool Bold, bool Italic)
    {
        public static Style Plain { get; } = new(Colour: null, Bold: false, Italic: false);

        public Style With(int code) => code switch
        {
            0 => Plain,
            39 => this with { Colour = null },
            1 => this with { Bold = true },
            3 => this with { Italic = true },
            _ => this with { Colour = Colours.GetValueOrDefault(code) ?? Colour },
        };

        public override string ToString()
        {
            var classes = string.Join(' ', new[] { Bold ? "b" : null, Italic ? "i" : null }.OfType<string>());
            return (classes.Length > 0 ? $" class=\"{classes}\"" : string.Empty) + (Colour is null ? string.Empty : $" fill=\"{Colour}\"");
        }
    }
}
