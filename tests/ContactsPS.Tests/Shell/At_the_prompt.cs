using ContactsPS.Tests.Docs;
using Xunit;

namespace ContactsPS.Tests.Shell;

public sealed class At_the_prompt
{
    [Fact]
    public async Task Redirected_lines_are_run_to_the_end_whatever_one_of_them_does()
    {
        var answer = await ShellProcess.RunWithInput("'first'\nthrow 'it broke'\nGet-Nothing\n'last'\n", "-NoBanner");

        Assert.Equal("first\nlast\n", answer.Output);
        Assert.Contains("it broke", answer.Error, StringComparison.Ordinal);
        Assert.Contains("Get-Nothing", answer.Error, StringComparison.Ordinal);
        Assert.Equal(0, answer.ExitCode);
    }

    [Fact]
    public async Task A_statement_may_go_over_several_lines()
    {
        var answer = await ShellProcess.RunWithInput("if ($true) {\n\n  'inside'\n}\n@'\ntext\n'@\n", "-NoBanner");

        Assert.Equal("inside\ntext\n", answer.Output);
    }

    [Fact]
    public async Task A_statement_that_never_ends_is_an_error_at_the_end_of_the_input()
    {
        var answer = await ShellProcess.RunWithInput("if ($true) {\n'inside'", "-NoBanner");

        Assert.Empty(answer.Output);
        Assert.Contains("'}'", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exit_leaves_with_its_number()
    {
        var answer = await ShellProcess.RunWithInput("exit 4\n'not reached'\n", "-NoBanner");

        Assert.Equal(4, answer.ExitCode);
        Assert.Empty(answer.Output);
    }

    [Fact]
    [Claims("dotnet run --project src/ContactsPS.Shell")]
    public async Task What_one_line_defines_the_next_one_finds()
    {
        var answer = await ShellProcess.RunWithInput("$name = 'Ewa'\nfunction Hello { \"Hello $name\" }\nHello\n", "-NoBanner");

        Assert.Equal("Hello Ewa\n", answer.Output);
    }

    [Fact]
    public async Task The_banner_names_every_stand_in()
    {
        var answer = await ShellProcess.RunWithInput("(Get-Command -Module ContactsPS.Shell).Name -join ', '\n");

        var lines = answer.Output.TrimEnd('\n').Split('\n');
        Assert.Equal("Export-Csv, Format-List, Format-Table, Import-Csv, Select-Object, Write-Host", lines[^1]);
        Assert.Contains($"Stand-ins of this shell for commands the engine lacks: {lines[^1]}.", lines, StringComparer.Ordinal);
    }
}
