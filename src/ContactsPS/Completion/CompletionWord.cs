using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace ContactsPS.Completion;

/// <summary>The word to complete, without its quotes.</summary>
internal sealed class CompletionWord
{
    // PowerShell also accepts typographic quotes.
    private const string SingleQuotes = "'‘’‚‛";
    private const string DoubleQuotes = "\"“”„";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);
    private static readonly Regex NeedsNoQuotes = new(@"^(0|[1-9][0-9]{0,17}|[\p{L}_][\p{L}\p{N}_.-]*)$", RegexOptions.ExplicitCapture, Limit);
    private static readonly Regex DoubledQuote = new($"(?<quote>[{SingleQuotes}])[{SingleQuotes}]", RegexOptions.ExplicitCapture, Limit);
    private static readonly Regex Escaped = new("`(?<character>.)", RegexOptions.ExplicitCapture, Limit);
    private static readonly Regex ToEscape = new($"[`${DoubleQuotes}]", RegexOptions.ExplicitCapture, Limit);

    private readonly string text;
    private readonly char quote;

    public CompletionWord(string? word)
    {
        text = word ?? string.Empty;
        if (IsIn(SingleQuotes, text.FirstOrDefault()))
        {
            quote = '\'';
            text = DoubledQuote.Replace(Unwrap(text, SingleQuotes), "${quote}");
        }
        else if (IsIn(DoubleQuotes, text.FirstOrDefault()))
        {
            quote = '"';
            text = Escaped.Replace(Unwrap(text, DoubleQuotes), "${character}");
        }
    }

    public bool IsStartOf(string value) => value.StartsWith(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>A value as it is inserted: in the quotes that were typed, else in single quotes if it needs any.</summary>
    public string Quote(string value) =>
        quote == '"' ? $"\"{ToEscape.Replace(value, "`$0")}\""
        : quote == '\'' || !NeedsNoQuotes.IsMatch(value) ? $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'"
        : value;

    private static string Unwrap(string word, string quotes) =>
        word.Length > 1 && IsIn(quotes, word[word.Length - 1]) ? word.Substring(1, word.Length - 2) : word.Substring(1);

    private static bool IsIn(string quotes, char character) => quotes.Contains(character);
}
