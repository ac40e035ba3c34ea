using System.Text.RegularExpressions;
using ContactsPS.Testing;
using ContactsPS.Tests.Connections;

namespace ContactsPS.Tests.Help;

/// <summary>
/// Each example of the help runs as printed, in a session that is connected to a sandbox with the contacts of samples/contacts.csv. The current folder holds customers.csv, and the
/// account holds its customers too, unless the example creates them. One example reads the environment of the process, so these tests run alone.
/// </summary>
[Collection(nameof(EnvironmentTests))]
public sealed class ExampleTests : IDisposable
{
    private readonly ExampleSession session = new();

    public static TheoryData<string, int> Examples =>
        [.. MarkdownHelp.All.SelectMany(help => help.Examples.Select((_, index) => (help.Cmdlet, index + 1)))];

    public void Dispose() => session.Dispose();

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_runs_as_printed(string cmdlet, int number)
    {
        if (cmdlet != "New-Contact")
        {
            session.CreateCustomers();
        }

        var example = Example(cmdlet, number);
        var run = session.Run(example.Code).ThrowIfFailed();
        Assert.All(run.Warnings, warning => Assert.StartsWith("These columns are not sent: ", warning, StringComparison.Ordinal));
        if (example.Remarks.Any(remark => remark.StartsWith("Writes ", StringComparison.Ordinal) && !remark.StartsWith("Writes nothing", StringComparison.Ordinal)))
        {
            Assert.NotEmpty(run.Output);
        }
    }

    [Fact]
    public void Every_block_of_code_in_the_help_is_an_example_that_runs()
    {
        var fences = Directory.GetFiles(Repository.PathOf("docs", "en-US"), "*.md").Sum(path => Regex.Count(File.ReadAllText(path), "(?m)^```powershell"));
        Assert.Equal(fences, Examples.Count);
        Assert.All(MarkdownHelp.All.SelectMany(help => help.Examples), example => Assert.NotEmpty(example.Code));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_shows_no_token_prompts_for_nothing_and_fits_the_screen(string cmdlet, int number)
    {
        var code = Example(cmdlet, number).Code;
        Assert.DoesNotContain("-AuthorizationToken", code, StringComparison.Ordinal);
        Assert.DoesNotContain("AsPlainText", code, StringComparison.Ordinal);
        Assert.All(code.Split('\n'), line => Assert.InRange(line.Length, 1, 76));
        if (code.Contains("Remove-Contact ", StringComparison.Ordinal))
        {
            Assert.Matches(@"-Confirm:\$false|-WhatIf", code);
        }
    }

    private static HelpExample Example(string cmdlet, int number) => MarkdownHelp.Of(cmdlet).Examples[number - 1];
}
