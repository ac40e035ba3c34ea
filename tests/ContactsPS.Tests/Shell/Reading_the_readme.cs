using System.Text.RegularExpressions;
using ContactsPS.Tests.Harness;

namespace ContactsPS.Tests.Shell;

/// <summary>What the README shows is what happens.</summary>
public sealed class Reading_the_readme
{
    private static readonly string Readme = File.ReadAllText(Repository.PathOf("README.md")).ReplaceLineEndings("\n");

    [Fact]
    public async Task Its_PowerShell_runs_as_printed()
    {
        // The first block builds the module, which is done when this runs (tests/Pester runs that one too); the others follow in one session.
        var blocks = Blocks("powershell");
        Assert.StartsWith("./build.ps1", blocks[0], StringComparison.Ordinal);
        var folder = Directory.CreateTempSubdirectory("readme");
        try
        {
            var script = Path.Combine(folder.FullName, "readme.ps1");
            await File.WriteAllTextAsync(script, string.Join("\n", blocks.Skip(1)).Replace("samples/", $"{Repository.Root}/samples/", StringComparison.Ordinal));
            var run = await ShellProcess.Run(script);
            Assert.Equal(string.Empty, run.Error);
            Assert.Equal(0, run.ExitCode);
            Assert.Contains("C-1059: Row 59 (C-1059): the service refused to create it", run.Output, StringComparison.Ordinal);
            Assert.Contains("What if: ", run.Output, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Its_account_block_is_known_to_the_module()
    {
        // Needs an account and somebody who types: so the parameters are checked, not the call.
        var run = await ShellProcess.Run("-Command", "(Get-Command Connect-ContactService).Parameters.ContainsKey('Credential'); (Get-Command Test-ContactConnection).Name");
        Assert.Equal("True\nTest-ContactConnection\n", run.Output);
        Assert.Equal(["Connect-ContactService -Credential", "Test-ContactConnection"], Blocks("powershell-account")[0].Trim().Split('\n').Select(line => line.Split(" (")[0]));
    }

    [Fact]
    public void Its_two_commands_are_the_tour_that_is_taken_here_and_the_tests_that_run_this() =>
        Assert.Equal(["dotnet run --project src/ContactsPS.Shell -- samples/tour.ps1", "dotnet test"], Blocks("sh").Select(block => block.Trim()));

    [Fact]
    public void Its_links_lead_somewhere() =>
        Assert.All(
            Regex.Matches(Readme, @"\]\((?!https?:)([^)#]+)\)").Select(match => match.Groups[1].Value),
            path => Assert.True(File.Exists(Repository.PathOf(path)), path));

    [Fact]
    public async Task Every_cmdlet_it_names_exists()
    {
        var run = await ShellProcess.Run("-Command", "(Get-Command -Module ContactsPS).Name");
        var known = run.Output.Split('\n').ToHashSet(StringComparer.Ordinal);
        var table = Readme[Readme.IndexOf("## What there is", StringComparison.Ordinal)..Readme.IndexOf("## Good to know", StringComparison.Ordinal)];
        var named = Regex.Matches(table, @"`([A-Z][a-z]+-Contact\w*)`").Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(known.Where(name => name.Length > 0).Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    private static List<string> Blocks(string language) =>
        [.. Regex.Matches(Readme, $@"^```{language}\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline).Select(match => match.Groups[1].Value)];
}
