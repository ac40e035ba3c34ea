using System.Text.RegularExpressions;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Help;

/// <summary>The help of one cmdlet in docs/en-US, which is its source.</summary>
internal sealed class MarkdownHelp
{
    private readonly string text;

    private MarkdownHelp(string path)
    {
        text = File.ReadAllText(path).ReplaceLineEndings("\n");
        Cmdlet = Path.GetFileNameWithoutExtension(path);
    }

    public static IReadOnlyList<MarkdownHelp> All { get; } =
        [.. Directory.GetFiles(Repository.PathOf("docs", "en-US"), "*-*.md").Order(StringComparer.Ordinal).Select(path => new MarkdownHelp(path))];

    public string Cmdlet { get; }

    public IReadOnlyList<string> Synopsis => Paragraphs(Section("SYNOPSIS"));

    public IReadOnlyList<string> Description => Paragraphs(Section("DESCRIPTION"));

    public IReadOnlyList<string> Notes => Paragraphs(Section("NOTES"));

    public IReadOnlyList<string> Links => [.. Paragraphs(Section("RELATED LINKS")).Select(link => link[2..])];

    public IReadOnlyList<HelpExample> Examples => [.. Parts("EXAMPLES").Select(part => new HelpExample(part.Title, Code(part.Text), Paragraphs(WithoutCode(part.Text))))];

    /// <summary>The texts of the parameters, by name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Parameters =>
        Parts("PARAMETERS").Where(part => part.Title[0] == '-').ToDictionary(part => part.Title[1..], part => Paragraphs(WithoutCode(part.Text)), StringComparer.Ordinal);

    /// <summary>The parameter names in the syntax of each parameter set, by set.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Syntax =>
        Parts("SYNTAX").ToDictionary(part => part.Title.Replace(" (Default)", string.Empty, StringComparison.Ordinal), part => NamesIn(part.Text), StringComparer.Ordinal);

    public IReadOnlyList<string> Types(string section) =>
        [.. Parts(section).SelectMany(part => (string[])[part.Title, .. Paragraphs(part.Text)])];

    public static MarkdownHelp Of(string cmdlet) => All.Single(help => help.Cmdlet == cmdlet);

    /// <summary>Markdown as the help file has it: one line per paragraph or list item, and no markup.</summary>
    private static IReadOnlyList<string> Paragraphs(string markdown) =>
        [.. markdown.Trim().Split("\n\n").SelectMany(Lines).Select(line => Regex.Replace(line.Replace("`", string.Empty, StringComparison.Ordinal), @"\[([^\]]+)\]\([^)]+\)", "$1"))];

    private static string[] Lines(string block)
    {
        var joined = Regex.Replace(block, @"\s*\n(?!- )\s*", " ");
        return joined.StartsWith("- ", StringComparison.Ordinal) ? joined.Split('\n') : [joined.Replace('\n', ' ')];
    }

    private static string Code(string part) => Regex.Match(part, @"^```powershell\n(?<code>.*?)\n```", RegexOptions.Singleline).Groups["code"].Value;

    private static string WithoutCode(string part) => Regex.Replace(part, @"^```\w*\n.*?^```", string.Empty, RegexOptions.Singleline | RegexOptions.Multiline);

    private static IReadOnlyList<string> NamesIn(string syntax) => [.. Regex.Matches(syntax, @"(?<=[\s\[]-)\w+").Select(match => match.Value)];

    private string Section(string title) => Regex.Match(text, $@"^## {title}\n(?<text>.*?)(?=^## |\z)", RegexOptions.Singleline | RegexOptions.Multiline).Groups["text"].Value;

    private IEnumerable<(string Title, string Text)> Parts(string section) =>
        Regex.Matches(Section(section), @"^### (?<title>[^\n]+)\n(?<text>.*?)(?=^### |\z)", RegexOptions.Singleline | RegexOptions.Multiline)
            .Select(match => (match.Groups["title"].Value, match.Groups["text"].Value.Trim()));
}

internal sealed record HelpExample(string Title, string Code, IReadOnlyList<string> Remarks);
