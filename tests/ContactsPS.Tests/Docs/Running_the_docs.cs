using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Docs;

/// <summary>What the pages show in PowerShell runs as printed, page by page in a shell of its own.</summary>
public sealed class Running_the_docs : IDisposable
{
    private const string Readme = "README.md";

    private readonly ScratchFolder folder = new();

    public static TheoryData<string> Pages => [.. MarkdownPage.All.Where(page => page.Name is not Readme && page.In(Languages.PowerShell).Any()).Select(page => page.Name)];

    public static TheoryData<string> PowerShellFiles =>
        [.. Directory.EnumerateFiles(Repository.PathOf("samples"), "*.ps1", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Repository.Root, path)).Order(StringComparer.Ordinal)];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_runs_as_printed(string name)
    {
        var run = await Run(MarkdownPage.Of(name));
        Assert.True(run is { ExitCode: 0, Error: "" }, run.Error);
    }

    [Fact]
    public async Task The_README_runs_as_printed_and_shows_a_refused_row_and_what_a_removal_would_do()
    {
        var run = await Run(MarkdownPage.Of(Readme));
        Assert.True(run is { ExitCode: 0, Error: "" }, run.Error);
        Assert.Contains("C-1059: Row 59 (C-1059): the service refused to create it", run.Output, StringComparison.Ordinal);
        Assert.Contains("What if: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_run_here_is_read_without_an_error() =>
        Assert.Empty(
            from fence in MarkdownPage.All.SelectMany(page => page.Fences)
            where fence.Language.StartsWith(Languages.PowerShell, StringComparison.Ordinal)
            from error in ErrorsIn(fence.Text)
            select $"{fence} {error}");

    [Theory]
    [MemberData(nameof(PowerShellFiles))]
    public void A_sample_is_read_without_an_error(string path) =>
        Assert.Empty(ErrorsIn(File.ReadAllText(Repository.PathOf(path))));

    [Fact]
    public void What_needs_an_account_calls_cmdlets_by_parameters_that_they_have()
    {
        using var engine = HostedEngine.WithModule();
        var calls =
            from page in MarkdownPage.All
            from fence in page.In("powershell-account")
            from call in Parser.ParseInput(fence.Text, out _, out _).FindAll(ast => ast is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>()
            where call.GetCommandName().Contains("-Contact", StringComparison.Ordinal)
            from parameter in call.CommandElements.OfType<CommandParameterAst>()
            select (Cmdlet: call.GetCommandName(), Parameter: parameter.ParameterName);
        Assert.All(calls, call => Assert.Equal(true, engine.Run($"(Get-Command {call.Cmdlet}).Parameters.ContainsKey('{call.Parameter}')").ThrowIfFailed().Value));
    }

    [Fact]
    public void Every_cmdlet_that_the_README_names_exists()
    {
        using var engine = HostedEngine.WithModule();
        var exported = engine.Run("(Get-Command -Module ContactsPS).Name").ThrowIfFailed().Texts;
        var readme = MarkdownPage.Of(Readme).Text;
        var table = readme[readme.IndexOf("## What there is", StringComparison.Ordinal)..readme.IndexOf("## Good to know", StringComparison.Ordinal)];
        var named = Regex.Matches(table, @"`([A-Z][a-z]+-Contact\w*)`").Select(match => match.Groups[1].Value);
        Assert.Equal(exported.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    // A page finds what a reader has: the samples, a file of customers, and a connection.
    private Task<ProcessResult> Run(MarkdownPage page)
    {
        Directory.CreateDirectory(folder.PathOf("samples"));
        File.Copy(Repository.PathOf("samples", "contacts.csv"), folder.PathOf("samples/contacts.csv"), overwrite: true);
        folder.Write("customers.csv", """
            ExternalId,Email,PhoneNumber,FirstName,LastName,Since,City
            K-1,anna.nowak@customer.example,+48 501 100 201,Anna,Nowak,2021-03-01,Łódź
            K-2,jan.kowalski@customer.example,,Jan,Kowalski,2022-04-15,Sopot
            K-3,ewa.lis@customer.example,501-100-203,Ewa,Lis,,
            """);
        string[] blocks = [$"$ErrorActionPreference = 'Stop'", $"Import-Module '{Repository.Manifest}'", "$sandbox = Start-ContactSandbox; $sandbox | Connect-ContactService", .. page.In(Languages.PowerShell).Select(fence => fence.Text)];
        return PowerShellProcess.RunFileAsync(ProcessEnvironment.Inherited with { Folder = folder.FullName }, folder.Write("page.ps1", string.Join('\n', blocks)));
    }

    private static IEnumerable<string> ErrorsIn(string script)
    {
        Parser.ParseInput(script, out _, out var errors);
        return errors.Select(error => $"{error.Extent.StartLineNumber}: {error.Message}");
    }
}
