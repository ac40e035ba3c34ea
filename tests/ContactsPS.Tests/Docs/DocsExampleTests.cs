using System.Diagnostics;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Docs;

/// <summary>The PowerShell code of each page runs as printed, in its own shell.</summary>
public sealed class DocsExampleTests : IDisposable
{
    private const string Readme = "README.md";
    private const string Samples = "samples/README.md";
    private const string Benchmarks = "tests/ContactsPS.Benchmarks/README.md";
    private const string Service = "docs/service.md";
    private const string Reports = "docs/reports.md";
    private const string Sync = "docs/sync.md";

    // Other tests check more of these pages than that they run.
    private static readonly string[] ShowsMore = [Readme, Samples, Benchmarks, Service, Reports, Sync];

    private readonly ScratchFolder folder = new();

    public static TheoryData<string> Pages => [.. MarkdownPage.All.Where(page => !ShowsMore.Contains(page.Name) && page.In(Languages.PowerShell).Any()).Select(page => page.Name)];

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
        Assert.Contains("C-1059: Row 59 (C-1059): the contact was not created. The service refused it", run.Output, StringComparison.Ordinal);
        Assert.Contains("What if: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_run_of_the_unattended_import_keeps_the_refused_rows()
    {
        var run = await Run(MarkdownPage.Of(Samples));
        Assert.Equal((1, "import-contacts: 292 created, 8 rejected, 0 unknown\n"), (run.ExitCode, run.Output));
        Assert.Equal(9, (await File.ReadAllLinesAsync(folder.PathOf("samples/contacts.rejected.csv"))).Length);
    }

    [Fact]
    public async Task The_partitions_on_one_machine_do_the_whole_work_with_few_rows()
    {
        var run = await Run(MarkdownPage.Of(Benchmarks), text => text.Replace("1..20000", "1..200", StringComparison.Ordinal));
        Assert.Equal(string.Empty, run.Error);
        Assert.Contains("nightly-sync: 200 created, ", run.Output, StringComparison.Ordinal);
        Assert.Contains("scale-out: 4 of 4 shares: 200 created, ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_of_addresses_is_unsubscribed_and_an_address_that_nobody_has_is_shown()
    {
        var run = await Run(MarkdownPage.Of(Sync), text => text + "(Get-Contact -Unsubscribed email).Email");
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.Contains("nobody@customer.example: ", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("\nanna.nowak@customer.example\n", run.Output, StringComparison.Ordinal);
    }

    // The file of today stands in for the one of a month ago: its date is changed before the page runs a second time.
    [Fact]
    public async Task A_report_is_compared_with_the_oldest_of_the_last_month_and_older_ones_are_removed()
    {
        var run = await Run(MarkdownPage.Of(Reports), text => $"""
            {text}
            Move-Item ./reports/*.html ./reports/2026-01-01.html
            Copy-Item ./reports/2026-01-01.html ./reports/2025-12-01.html
            (Get-Item ./reports/2025-12-01.html).LastWriteTime = (Get-Date).AddDays(-32)
            $null = New-Contact -Email new@example.com
            {text}
            (Get-Item ./reports/*.html).Count
            (Get-Content ./reports/2*.html -Raw | Select-Object -Last 1) -match '\+1\b'
            """);
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.EndsWith("2\nTrue\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_acceptance_tests_run_against_the_sandbox_as_the_page_shows()
    {
        var page = MarkdownPage.Of(Service);
        var program = Repository.PathOf("tests", "ContactsPS.Acceptance", "bin", Repository.Configuration, "net10.0", "ContactsPS.Acceptance.dll");
        var run = await Run(page, text => text.Replace("dotnet run --project tests/ContactsPS.Acceptance --", $"dotnet '{program}'", StringComparison.Ordinal));
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.EndsWith(page.In("text").First().Text, run.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(folder.PathOf("out/acceptance/acceptance.md")));
    }

    [Fact]
    [Claims("grep -rnw --include=*.cs F8 src")]
    public async Task The_number_of_a_fact_leads_to_the_code_that_names_it()
    {
        var script = ClaimsAttribute.Of(typeof(DocsExampleTests).GetMethod(nameof(The_number_of_a_fact_leads_to_the_code_that_names_it))!).Single();
        using var sh = Process.Start(new ProcessStartInfo("sh", ["-c", script]) { UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = Repository.Root })!;
        Assert.Contains("src/ContactsPS.Client/Http/QueryString.cs:", await sh.StandardOutput.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void Code_that_is_not_run_here_parses_without_an_error() =>
        Assert.Empty(
            from fence in MarkdownPage.All.SelectMany(page => page.Fences)
            where fence.Language.StartsWith(Languages.PowerShell, StringComparison.Ordinal)
            from error in ErrorsIn(fence.Text)
            select $"{fence} {error}");

    [Theory]
    [MemberData(nameof(PowerShellFiles))]
    public void A_sample_parses_without_an_error(string path) =>
        Assert.Empty(ErrorsIn(File.ReadAllText(Repository.PathOf(path))));

    [Fact]
    public void Code_that_needs_an_account_uses_existing_parameters()
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
        var table = readme[readme.IndexOf("## Operations", StringComparison.Ordinal)..readme.IndexOf("## Read on", StringComparison.Ordinal)];
        var named = Regex.Matches(table, @"`([A-Z][a-z]+-Contact\w*)`").Select(match => match.Groups[1].Value);
        Assert.Equal(exported.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    // A page finds what a reader has: the built module, the samples, a file of customers, and a connection. Its exit code is that of its last script.
    private Task<ProcessResult> Run(MarkdownPage page, Func<string, string>? change = null)
    {
        Directory.CreateDirectory(folder.PathOf("samples"));
        foreach (var sample in new[] { "contacts.csv", "import-contacts.ps1", "nightly-sync.ps1", "scale-out.ps1" })
        {
            File.Copy(Repository.PathOf("samples", sample), folder.PathOf($"samples/{sample}"));
        }

        folder.Write("customers.csv", """
            ExternalId,Email,PhoneNumber,FirstName,LastName,Since,City
            K-1,anna.nowak@customer.example,+48 501 100 201,Anna,Nowak,2021-03-01,Łódź
            K-2,jan.kowalski@customer.example,,Jan,Kowalski,2022-04-15,Sopot
            K-3,ewa.lis@customer.example,501-100-203,Ewa,Lis,,
            """);
        var blocks = string.Join('\n', page.In(Languages.PowerShell).Select(fence => fence.Text))
            .Replace("./build.ps1\n", string.Empty, StringComparison.Ordinal)
            .Replace("./ContactsPS.psd1", Repository.Manifest, StringComparison.Ordinal);
        var script = folder.Write("page.ps1", $"""
            $ErrorActionPreference = 'Stop'
            Import-Module '{Repository.Manifest}'
            $sandbox = Start-ContactSandbox; $sandbox | Connect-ContactService
            {change?.Invoke(blocks) ?? blocks}
            exit $LASTEXITCODE
            """);
        return PowerShellProcess.RunFileAsync(ProcessEnvironment.Inherited with { Folder = folder.FullName }, script);
    }

    private static IEnumerable<string> ErrorsIn(string script)
    {
        Parser.ParseInput(script, out _, out var errors);
        return errors.Select(error => $"{error.Extent.StartLineNumber}: {error.Message}");
    }
}
