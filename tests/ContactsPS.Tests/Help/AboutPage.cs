using System.Text.RegularExpressions;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Help;

/// <summary>One about page. Its code is what follows an empty line and is indented by eight spaces or more.</summary>
internal sealed class AboutPage
{
    private AboutPage(string path)
    {
        Name = Path.GetFileName(path)[..^".help.txt".Length];
        Text = File.ReadAllText(path).ReplaceLineEndings("\n");
    }

    public static IReadOnlyList<AboutPage> All { get; } =
        [.. Directory.GetFiles(Repository.PathOf("src", "ContactsPS", "Module", "en-US"), "about_*.help.txt").Order(StringComparer.Ordinal).Select(path => new AboutPage(path))];

    public string Name { get; }

    public string Text { get; }

    public IReadOnlyList<string> Examples =>
    [
        .. Regex.Matches(Text, @"(?<=\n\n)(?: {8}[^\n]*(?:\n|\z))+").Select(match => Regex.Replace(match.Value, "^ {8}", string.Empty, RegexOptions.Multiline).TrimEnd('\n')),
    ];

    public IReadOnlyList<string> SeeAlso => [.. Section("SEE ALSO").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    public static AboutPage Of(string name) => All.Single(page => page.Name == name);

    /// <summary>Whether an example says that it needs something that a test does not have: input from a person, Windows, the Gallery.</summary>
    public static bool NeedsMore(string example) => example.Contains("# needs ", StringComparison.Ordinal);

    public string Section(string title) => Regex.Match(Text, $@"^{title}\n(?<text>.*?)(?=^\S|\z)", RegexOptions.Singleline | RegexOptions.Multiline).Groups["text"].Value;
}
