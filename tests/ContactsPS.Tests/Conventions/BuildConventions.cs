using System.Text.Json;
using System.Text.RegularExpressions;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Conventions;

/// <summary>Everything that a build downloads is pinned, so that nobody can replace it.</summary>
public sealed class BuildConventions
{
    public static TheoryData<string> Workflows => [.. Directory.GetFiles(Repository.PathOf(".github", "workflows")).Append(Repository.PathOf("samples", "ci", "github-actions.yml")).Select(Shown)];

    public static TheoryData<string> Projects =>
        [.. Directory.GetFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories).Concat(Directory.GetFiles(Repository.PathOf("tests"), "*.csproj", SearchOption.AllDirectories)).Select(Shown)];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_workflow_pins_each_action_to_a_commit(string workflow)
    {
        var uses = Regex.Matches(File.ReadAllText(Repository.PathOf(workflow)), @"uses: *(?<action>.*)", RegexOptions.ExplicitCapture).Select(match => match.Groups["action"].Value).ToList();
        Assert.NotEmpty(uses);
        Assert.All(uses, action => Assert.Matches("^[a-z-]+/[a-z-]+@[0-9a-f]{40} # v[0-9.]+$", action));
    }

    [Fact]
    public void A_workflow_installs_a_version_of_Pester_that_the_tests_pin()
    {
        var pinned = Regex.Match(File.ReadAllText(Repository.PathOf("tests", "Testing", "Testing.props")), "<PesterVersions>(?<versions>.*)</PesterVersions>", RegexOptions.ExplicitCapture).Groups["versions"].Value.Split(';');
        var installed = Regex.Matches(File.ReadAllText(Repository.PathOf(".github", "workflows", "ci.yml")), "Install-Module Pester (?<how>.*)", RegexOptions.ExplicitCapture).Select(match => match.Groups["how"].Value).ToList();
        Assert.NotEmpty(installed);
        Assert.All(installed, how => Assert.Contains(Regex.Match(how, @"^-RequiredVersion (?<version>\S+)", RegexOptions.ExplicitCapture).Groups["version"].Value, pinned));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Each_project_has_a_lock_file_with_the_hash_of_each_package(string project)
    {
        var text = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Repository.PathOf(project))!, "packages.lock.json"));
        using var file = JsonDocument.Parse(text);
        var packages = file.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(framework => framework.Value.EnumerateObject()).Where(package => package.Value.GetProperty("type").GetString() != "Project").ToList();
        Assert.NotEmpty(packages);
        Assert.All(packages, package => Assert.Equal(64, Convert.FromBase64String(package.Value.GetProperty("contentHash").GetString()!).Length));
        Assert.DoesNotContain("://", text, StringComparison.Ordinal);
    }

    private static string Shown(string path) => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');
}
