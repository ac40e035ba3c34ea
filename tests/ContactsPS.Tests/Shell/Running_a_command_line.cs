using Xunit;

namespace ContactsPS.Tests.Shell;

public sealed class Running_a_command_line
{
    [Theory]
    [InlineData("'fine'", 0)]
    [InlineData("1/0; 'fine'", 0)]
    [InlineData("'fine'; 1/0", 1)]
    [InlineData("throw 'no'", 1)]
    [InlineData("if (", 1)]
    [InlineData("exit 7", 7)]
    public async Task Its_last_statement_decides_the_exit_code(string line, int expected)
    {
        var answer = await ShellProcess.Run("-c", line);

        Assert.Equal(expected, answer.ExitCode);
    }

    [Fact]
    public async Task A_module_that_cannot_be_imported_is_one_clear_error()
    {
        var answer = await ShellProcess.Run("-Module", "nowhere.psd1", "-Command", "'ran'");

        Assert.Equal(1, answer.ExitCode);
        Assert.Empty(answer.Output);
        Assert.Single(answer.Error.TrimEnd('\n').Split('\n'));
        Assert.Contains("nowhere.psd1", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Bogus")]
    [InlineData("-Command")]
    [InlineData("no-such-script.ps1")]
    public async Task What_is_not_understood_is_answered_with_the_usage(string argument)
    {
        var answer = await ShellProcess.Run(argument);

        Assert.Equal(64, answer.ExitCode);
        Assert.Contains(argument, answer.Error, StringComparison.Ordinal);
        Assert.Contains("Usage:", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_is_printed_when_asked_for()
    {
        var answer = await ShellProcess.Run("-Help");

        Assert.Equal(0, answer.ExitCode);
        Assert.StartsWith("Usage:", answer.Output, StringComparison.Ordinal);
    }
}
