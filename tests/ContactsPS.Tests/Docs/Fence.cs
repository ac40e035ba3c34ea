using System.Text.RegularExpressions;

namespace ContactsPS.Tests.Docs;

/// <summary>A fenced block of a page.</summary>
internal sealed record Fence(MarkdownPage Page, string Language, string Text, int Line)
{
    /// <summary>Its commands: continued lines are joined, and comments left out.</summary>
    public IEnumerable<string> Commands =>
        Regex.Replace(Text, @"\\\n\s*", string.Empty)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => !line.StartsWith('#'));

    public override string ToString() => $"{Page.Name}:{Line}: ```{Language}";
}
