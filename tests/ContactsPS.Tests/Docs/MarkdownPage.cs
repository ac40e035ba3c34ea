using System.Text.RegularExpressions;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Docs;

/// <summary>One page of the docs. docs/en-US is the source of the help, and has its own tests.</summary>
internal sealed class MarkdownPage
{
    private static readonly string[] NotOurs = ["bin", "obj", "out", ".git", "TestResults", "en-US"];

    private MarkdownPage(string path)
    {
        Name = Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');
        Text = File.ReadAllText(path).ReplaceLineEndings("\n");
        Fences = [.. Regex.Matches(Text, @"^(?<indent> *)```(?<language>[^\n]*)\n(?<text>.*?)^\k<indent>```$", RegexOptions.Singleline | RegexOptions.Multiline).Select(Fence)];
    }

    public static IReadOnlyList<MarkdownPage> All { get; } = [.. Find(new DirectoryInfo(Repository.Root)).Order(StringComparer.Ordinal).Select(path => new MarkdownPage(path))];

    /// <summary>The path relative to the root of the repository.</summary>
    public string Name { get; }

    public string Text { get; }

    public IReadOnlyList<Fence> Fences { get; }

    /// <summary>The targets of its links within the repository, relative to the page.</summary>
    public IEnumerable<string> Links => Regex.Matches(Text, @"\]\((?!https?:|#)([^)#]+)[^)]*\)").Select(match => match.Groups[1].Value);

    public static MarkdownPage Of(string name) => All.Single(page => page.Name == name);

    public IEnumerable<Fence> In(params string[] languages) => Fences.Where(fence => languages.Contains(fence.Language, StringComparer.Ordinal));

    private Fence Fence(Match match) =>
        new(this, match.Groups["language"].Value, match.Groups["text"].Value, Text[..match.Index].Count(character => character == '\n') + 1);

    private static IEnumerable<string> Find(DirectoryInfo folder) =>
        folder.EnumerateFiles("*.md").Select(file => file.FullName)
            .Concat(folder.EnumerateDirectories().Where(child => !NotOurs.Contains(child.Name, StringComparer.Ordinal)).SelectMany(Find));
}
