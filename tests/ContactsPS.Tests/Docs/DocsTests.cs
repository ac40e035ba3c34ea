using System.Diagnostics;
using System.Text.RegularExpressions;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Docs;

/// <summary>Every block of every page is run, or its language says how it is checked.</summary>
public sealed class DocsTests
{
    private static readonly IReadOnlyList<Fence> Fences = [.. MarkdownPage.All.SelectMany(page => page.Fences)];

    public static TheoryData<string> Pages => [.. MarkdownPage.All.Select(page => page.Name)];

    [Fact]
    public void Every_block_has_a_documented_language() =>
        Assert.DoesNotContain(Fences, fence => !Languages.Fates.ContainsKey(fence.Language));

    [Fact]
    public void CONTRIBUTING_lists_these_languages() =>
        Assert.Equal(
            Languages.Fates.Select(fate => $"| `{fate.Key}` | {fate.Value} |"),
            MarkdownPage.Of("CONTRIBUTING.md").Text.Split('\n').SkipWhile(line => line != "| fence | what becomes of its block |").Skip(2).TakeWhile(line => line.StartsWith('|')));

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_fences_its_code_with_backticks_and_closes_every_fence(string name)
    {
        var page = MarkdownPage.Of(name);
        Assert.Equal(page.Fences.Count * 2, Regex.Count(page.Text, "^ *(```|~~~)", RegexOptions.Multiline));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_link_of_a_page_leads_to_an_existing_file(string name)
    {
        var page = MarkdownPage.Of(name);
        var folder = Path.GetDirectoryName(Repository.PathOf(name))!;
        Assert.All(page.Links.Select(link => Path.GetFullPath(Path.Combine(folder, link))), path => Assert.True(Path.Exists(path), path));
    }

    [Fact]
    public void Every_command_is_claimed_by_a_test_that_runs_it() =>
        Assert.Empty(Fences.Where(fence => fence.Language == Languages.Shell).SelectMany(fence => fence.Commands.Except(ClaimsAttribute.All).Select(command => $"{fence} {command}")));

    // These commands would build or test this project again, so only their names are checked.
    [Fact]
    [Claims("dotnet build")]
    [Claims("dotnet test")]
    [Claims("dotnet test --project tests/ContactsPS.Tests -- --filter-class \"*FieldAndSegmentTests\"")]
    [Claims("dotnet pwsh -NoProfile docs/update-help.ps1")]
    [Claims("dotnet pwsh -NoProfile -NonInteractive -File tests/Pester/Invoke-Tests.ps1")]
    [Claims("dotnet tool exec --yes powershell -- build.ps1 -Task Test")]
    [Claims("dotnet tool restore")]
    [Claims("dotnet pwsh")]
    [Claims(".ci/run")]
    [Claims("CONTACTSPS_WRITE_DOCS=1 dotnet test --project tests/ContactsPS.Client.Tests -- --filter-class \"*FaultMatrixTests\"")]
    [Claims("CONTACTSPS_WRITE_DOCS=1 dotnet test --project tests/ContactsPS.Tests -- --filter-class \"*TourPictureTests\"")]
    [Claims("CONTACTSPS_WRITE_DOCS=1 dotnet test --project tests/ContactsPS.Tests -- --filter-class \"*SurfaceTests\"")]
    [Claims("CONTACTSPS_WRITE_DOCS=1 dotnet test --project tests/ContactsPS.Tests -- --filter-class \"*RequestTests\"")]
    [Claims("CONTACTSPS_WRITE_DOCS=1 dotnet test --project tests/ContactsPS.Tests -- --filter-class \"*ErrorPageTests\"")]
    public void A_command_that_builds_or_tests_names_existing_projects_and_classes()
    {
        foreach (var command in ClaimsAttribute.Of(typeof(DocsTests).GetMethod(nameof(A_command_that_builds_or_tests_names_existing_projects_and_classes))!))
        {
            var paths = command.Split(' ').Where(word => word.Contains('/', StringComparison.Ordinal)).ToList();
            Assert.All(paths, path => Assert.True(Path.Exists(Repository.PathOf(path)), command));
            if (Regex.Match(command, @"--filter-\w+ ""\*(?<name>\w+)""") is { Success: true } filter)
            {
                Assert.Contains(
                    Directory.EnumerateFileSystemEntries(Repository.PathOf(paths.Single()), "*", SearchOption.AllDirectories),
                    path => Path.GetFileNameWithoutExtension(path) == filter.Groups["name"].Value);
            }
        }
    }

    [Fact]
    public void Every_claimed_command_is_on_a_page() =>
        Assert.Empty(ClaimsAttribute.All.Except(Fences.Where(fence => fence.Language == Languages.Shell).SelectMany(fence => fence.Commands)));

    [Fact]
    public void A_block_that_needs_more_than_a_test_has_says_what_it_needs() =>
        Assert.All(
            Fences.Where(fence => fence.Language == Languages.ShellAsRoot || Languages.NeedMore.Contains(fence.Language, StringComparer.Ordinal)),
            fence => Assert.True(fence.Text.Contains("# needs ", StringComparison.Ordinal), fence.ToString()));

    [Fact]
    public async Task A_block_that_needs_root_is_valid_sh()
    {
        var script = string.Join('\n', Fences.Where(fence => fence.Language == Languages.ShellAsRoot).Select(fence => fence.Text));
        using var sh = Process.Start(new ProcessStartInfo("sh", ["-n", "-c", script]) { UseShellExecute = false, RedirectStandardError = true })!;
        Assert.Equal(string.Empty, await sh.StandardError.ReadToEndAsync());
    }

    [Fact]
    public void A_quoted_block_is_in_a_source_file()
    {
        var sources = new[] { "src", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories))
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(path => Unindented(File.ReadAllText(path)))
            .ToList();
        Assert.All(
            Fences.Where(fence => fence.Language == Languages.Quoted),
            fence => Assert.True(sources.Exists(source => source.Contains(Unindented(fence.Text), StringComparison.Ordinal)), fence.ToString()));
    }

    private static string Unindented(string code) => string.Join('\n', code.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()));
}
