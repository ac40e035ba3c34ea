using Xunit;

namespace ContactsPS.Tests.Shell;

public sealed class Running_a_script : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("'fine'", 0)]
    [InlineData("exit 3", 3)]
    [InlineData("function Leave { exit 9 } Leave; 'not reached'", 9)]
    [InlineData("throw 'no'", 1)]
    [InlineData("1/0; 'went on'", 0)]
    public async Task The_exit_code_is_the_one_pwsh_would_give(string script, int expected)
    {
        var answer = await ShellProcess.Run(folder.Write("script.ps1", script));

        Assert.Equal(expected, answer.ExitCode);
        Assert.DoesNotContain("not reached", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_go_to_standard_error_and_everything_else_to_standard_output()
    {
        var script = folder.Write("streams.ps1", """
            $VerbosePreference = $DebugPreference = 'Continue'
            function Say { [CmdletBinding()] param()
                $PSCmdlet.WriteObject('an object'); $PSCmdlet.WriteWarning('careful'); $PSCmdlet.WriteVerbose('in words'); $PSCmdlet.WriteDebug('in detail')
                $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new([System.Exception]::new('it broke'), 'Broke', 0, $null)) }
            Say
            Write-Host 'to the host'
            """);

        var answer = await ShellProcess.Run(script);

        Assert.Equal("an object\nWARNING: careful\nVERBOSE: in words\nDEBUG: in detail\nto the host\n", answer.Output);
        Assert.Contains("it broke", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_error_that_ends_a_script_goes_to_standard_error_with_its_place()
    {
        var answer = await ShellProcess.Run(folder.Write("throws.ps1", "'before'\nthrow 'it broke'"));

        Assert.Equal("before\n", answer.Output);
        Assert.Contains("throws.ps1:2", answer.Error, StringComparison.Ordinal);
        Assert.Contains("it broke", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_coloured_and_no_progress_is_drawn_when_the_output_is_redirected()
    {
        var script = folder.Write("colours.ps1", """
            function Work { [CmdletBinding()] param() $PSCmdlet.WriteProgress([System.Management.Automation.ProgressRecord]::new(1, 'Working', 'hard')) }
            Work
            Write-Host 'green' -ForegroundColor Green
            [pscustomobject]@{ A = 1 }
            1/0
            """);

        var answer = await ShellProcess.Run(script);

        Assert.DoesNotContain("\e", answer.Output + answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Working", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_are_a_hundred_columns_wide_when_the_output_is_redirected()
    {
        var answer = await ShellProcess.Run("-Command", "[pscustomobject]@{ Text = 'x' * 300 } | Format-Table");

        Assert.InRange(answer.Output.Split('\n').Max(line => line.Length), 99, 100);
    }

    [Fact]
    public async Task Arguments_are_bound_by_name_and_by_place_and_stay_text()
    {
        var script = folder.Write("arguments.ps1", """
            param([string]$Name, [int]$Number, [switch]$On, [switch]$Off, $Place)
            "$Name|$Number|$On|$Off|$Place|$($args -join '+')"
            """);

        var answer = await ShellProcess.Run(script, "-Name", "it's $HOME; exit 8", "-Number:5", "-On", "-Off:$false", "first", "-7", "last one");

        Assert.Equal("it's $HOME; exit 8|5|True|False|first|-7+last one\n", answer.Output);
        Assert.Equal(0, answer.ExitCode);
    }

    [Fact]
    public async Task Arguments_that_do_not_fit_the_script_fail_it()
    {
        var answer = await ShellProcess.Run(folder.Write("number.ps1", "param([int]$Number) 'ran'"), "-Number", "many");

        Assert.Equal(1, answer.ExitCode);
        Assert.Empty(answer.Output);
        Assert.Contains("Number", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_fails_at_once_when_nobody_can_answer_it()
    {
        var script = folder.Write("ask.ps1", """
            function Remove-It { [CmdletBinding(SupportsShouldProcess)] param() if ($PSCmdlet.ShouldProcess('it')) { 'removed' } }
            Remove-It -Confirm
            """);

        var answer = await ShellProcess.Run(script);

        Assert.DoesNotContain("removed", answer.Output, StringComparison.Ordinal);
        Assert.Contains("redirected", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_module_is_there_without_being_imported()
    {
        var answer = await ShellProcess.Run("-Command", "(Get-Module ContactsPS).Name");

        Assert.Equal("ContactsPS\n", answer.Output);
    }
}
