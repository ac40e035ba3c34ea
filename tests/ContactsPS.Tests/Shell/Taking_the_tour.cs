using ContactsPS.Tests.Docs;
using ContactsPS.Tests.Harness;

namespace ContactsPS.Tests.Shell;

/// <summary>The samples do what they say, in the shell that needs nothing but the SDK.</summary>
public sealed class Taking_the_tour
{
    [Fact]
    [Claims("dotnet run --project src/ContactsPS.Shell -- samples/tour.ps1")]
    public async Task The_tour_runs_to_its_end_and_shows_what_a_reader_wants_to_see()
    {
        var tour = await ShellProcess.Run(Repository.PathOf("samples", "tour.ps1"));
        Assert.Equal(string.Empty, tour.Error);
        Assert.Equal(0, tour.ExitCode);
        foreach (var shown in new[] { "292 contacts created", "8 rows refused", "12 members of VIP", "Reachable by e-mail", "Done: everything was as expected" })
        {
            Assert.Contains(shown, tour.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Get-Contact -First 20 | Format-Table")]
    [InlineData("Get-Contact -First 3 | Format-List")]
    [InlineData("Get-ContactGroup | Format-Table")]
    [InlineData("Get-ContactGroup | Format-List")]
    [InlineData("Get-ContactSegment -Id 1, 2 | Format-Table")]
    [InlineData("Get-ContactField | Format-Table")]
    [InlineData("Get-ContactConnection | Format-Table")]
    [InlineData("Get-ContactConnection | Format-List")]
    [InlineData("$s | Format-Table")]
    [InlineData("$s.Requests | Format-Table")]
    public async Task A_table_and_a_list_read_well_in_100_columns(string command)
    {
        var csv = Repository.PathOf("samples", "contacts.csv");
        var shown = await ShellProcess.Run("-Command", $"$s = Start-ContactSandbox '{csv}' -WarningAction SilentlyContinue; $s | Connect-ContactService; Get-Contact -First 1 | Out-Null; {command}");
        Assert.Equal(0, shown.ExitCode);
        var lines = shown.Output.Split('\n');
        Assert.True(lines.Length > 3, shown.Output);
        Assert.All(lines, line => Assert.True(line.Length <= 100, line));

        // A header that does not fit is broken over two lines: the line below the header is the rule.
        var header = Array.FindIndex(lines, line => line.Trim().Length > 0);
        if (command.EndsWith("Format-Table", StringComparison.Ordinal))
        {
            Assert.Matches("^[- ]+$", lines[header + 1]);
        }
    }
}
