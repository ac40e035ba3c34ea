using System.Text.RegularExpressions;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Conventions.Layers;

/// <summary>Dependencies point one way: a type may use types of its own folder and of the folders after it.</summary>
public sealed partial class LayerTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "architecture.md"));

    /// <summary>The folders of each project, users first. An empty name is the project's own folder.</summary>
    private static readonly Dictionary<string, string[]> Layers = new(StringComparer.Ordinal)
    {
        ["ContactsPS.Client"] = ["", "Recovery", "Batching", "Paging", "Responses", "Http", "Json", "Models", "Errors", "Redaction"],
        ["ContactsPS"] = ["Commands", "Commands/Base", "Sync", "Reports", "Pipeline", "Completion", "Binding", "Files", "Connections", "Outcomes", "Errors"],
        ["ContactsPS.Sandbox"] = ["", "Api", "Account", "Faults", "Responses", "Http", "Options"],
    };

    public static TheoryData<string> Projects => [.. Layers.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_folder_with_types_is_a_layer(string project)
    {
        var sources = SourceFolders.Of(project);
        Assert.All(
            TypeDependencies.Of(project).SelectMany(arrow => (string[])[arrow.From, arrow.To]).Distinct(StringComparer.Ordinal),
            type => Assert.True(Layers[project].Contains(sources.FolderOf(type), StringComparer.Ordinal), $"{type} is in {sources.FolderOf(type) ?? "no file that was found"}."));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_type_uses_a_folder_before_its_own(string project)
    {
        var sources = SourceFolders.Of(project);
        var order = Layers[project];
        int Place(string type) => Array.IndexOf(order, sources.FolderOf(type));
        Assert.Empty(TypeDependencies.Of(project).Where(arrow => Place(arrow.To) < Place(arrow.From)).Select(arrow => $"{arrow.From} -> {arrow.To}"));
    }

    [Fact]
    public void A_namespace_is_that_of_its_folder() => Assert.Empty(Layers.Keys.SelectMany(project => SourceFolders.Of(project).Misplaced));

    [Theory]
    [MemberData(nameof(Projects))]
    public void The_architecture_page_shows_the_order(string project) =>
        Assert.Contains(string.Join(" > ", Layers[project].Where(folder => folder.Length > 0)), Page, StringComparison.Ordinal);

    [Fact]
    public void Every_file_and_type_on_the_architecture_page_exists()
    {
        var paths = Directory.EnumerateFiles(Repository.PathOf("src"), "*", SearchOption.AllDirectories).Select(path => path.Replace('\\', '/')).Where(path => !path.Contains("/obj/", StringComparison.Ordinal)).ToList();
        var code = string.Join('\n', paths.Where(path => path.EndsWith(".cs", StringComparison.Ordinal)).Select(File.ReadAllText));
        Assert.All(Files().Matches(Page), file => Assert.Contains(paths, path => path.EndsWith($"/{file.Groups["path"].Value}", StringComparison.Ordinal)));
        Assert.All(
            Identifiers().Matches(Page[..Page.IndexOf("## Decisions", StringComparison.Ordinal)]).Select(match => match.Value).Distinct(StringComparer.Ordinal).Except(["PowerShell"], StringComparer.Ordinal),
            name => Assert.Matches($@"\b{name}\b", code));
    }

    [GeneratedRegex("`(?<path>[A-Za-z]+/[A-Za-z.]+\\.(cs|resx))`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Files();

    /// <summary>Names of two words or more, such as <c>ContactReader</c>.</summary>
    [GeneratedRegex(@"(?<![\w.-])([A-Z][a-z]+){2,}(?![\w-])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Identifiers();
}
