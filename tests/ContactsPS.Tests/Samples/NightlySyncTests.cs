using ContactsPS.Testing;

namespace ContactsPS.Tests.Samples;

/// <summary>samples/nightly-sync.ps1 as a scheduler runs it: its exit code, its files, and no personal data in its output.</summary>
public sealed class NightlySyncTests : IDisposable
{
    private const string Token = "Bearer-of-all-secrets-42";
    private static readonly string Job = Repository.PathOf("samples", "nightly-sync.ps1");

    private readonly ScratchFolder folder = new();
    private readonly HostedEngine service = HostedEngine.Connected();

    public void Dispose()
    {
        service.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Ends_with_0_if_the_account_is_what_the_file_says_and_deletes_the_rejects_of_an_earlier_run()
    {
        folder.Write("customers.rejected.csv", "of another night");
        service.Run("$null = @{ ExternalId = 'A-1'; Email = 'old@example.com' }, @{ ExternalId = 'gone'; Email = 'gone@example.com' } | New-Contact").ThrowIfFailed();
        Customers("A-1,a1@example.com,Gdynia", "A-2,a2@example.com,Łódź");

        var run = await Sync("-ExternalDataProperty", "City", "-Prune", "-MaximumPrunePercent", "50");

        Assert.Equal((0, "nightly-sync: 1 created, 1 updated, 1 removed, 0 unchanged, 0 rejected, 0 unknown\n", string.Empty), (run.ExitCode, run.Output, run.Error));
        Assert.False(File.Exists(folder.PathOf("customers.rejected.csv")));
        Assert.Equal(["A-1 a1@example.com Gdynia", "A-2 a2@example.com Łódź"], service.Run("Get-Contact | ForEach-Object { \"$($_.ExternalId) $($_.Email) $($_.ExternalData['City'])\" }").ThrowIfFailed().Texts);
        Assert.StartsWith("nightly-sync: 1 created, 1 updated, 1 removed, 0 unchanged, 0 rejected, 0 unknown\nExit code: 0\n", Read("customers.sync.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Groups_and_opt_outs_are_synced_and_the_opt_outs_at_the_service_are_written_for_the_source()
    {
        service.Run("$null = @{ ExternalId = 'A-1'; Email = 'a1@example.com' }, @{ ExternalId = 'A-2'; Email = 'a2@example.com' } | New-Contact; Add-ContactGroup -Id 1, 2 -GroupId VIP; Set-ContactSubscription -Id 2 -Channel sms -State Unsubscribed").ThrowIfFailed();
        folder.Write("customers.csv", "ExternalId,Group,Unsubscribed\nA-1,Newsletter;VIP,email\n");
        folder.Write("customers.opted-out.csv", "of another night");

        var run = await Sync("-ManageGroup", "VIP,Newsletter", "-PruneGroup", "-MaximumPrunePercent", "50", "-ManageSubscription", "*");

        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.False(File.Exists(folder.PathOf("customers.opted-out.csv")));
        Assert.Equal("1 1 1", service.Run("\"$((Get-Contact -GroupId VIP).Id) $((Get-Contact -GroupId Newsletter).Id) $((Get-Contact -Unsubscribed email).Id)\"").Texts.Single());

        folder.Write("customers.csv", "ExternalId,Unsubscribed\nA-1,email\nA-2,\nA-3,letter\n");
        run = await Sync("-ManageSubscription", "*");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["\"Key\",\"Id\",\"Unsubscribed\"", "\"A-2\",\"2\",\"sms\""], await File.ReadAllLinesAsync(folder.PathOf("customers.opted-out.csv")));
        Assert.Contains("Opt-outs that were not sent: 1", Read("customers.sync.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_that_is_too_large_waits_for_approval_and_is_then_applied_and_undone()
    {
        service.Run("$null = @{ ExternalId = 'A-1'; Email = 'a1@example.com' }, @{ ExternalId = 'gone'; Email = 'gone@example.com' } | New-Contact").ThrowIfFailed();
        var before = service.Run("Get-Contact | ForEach-Object { \"$($_.ExternalId) $($_.Email)\" } | Sort-Object").Texts;
        Customers("A-1,new@example.com,Gdynia", "A-2,a2@example.com,Łódź");
        string[] arguments = ["-ExternalDataProperty", "City", "-Prune", "-MaximumPrunePercent", "50", "-PlanAbove", "2"];

        var run = await Sync(arguments);

        Assert.Equal((4, string.Empty), (run.ExitCode, run.Error));
        Assert.Equal(before, service.Run("Get-Contact | ForEach-Object { \"$($_.ExternalId) $($_.Email)\" } | Sort-Object").Texts);
        Assert.Contains("The plan has 3 changes, and -PlanAbove allows 2. Nothing was changed.", Read("customers.sync.txt"), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.PathOf("customers.plan.clixml")));
        }

        run = await Sync("-ApplyPlan", "-MaximumPrunePercent", "50");

        Assert.Equal((0, "nightly-sync: 1 created, 1 updated, 1 removed, 0 unchanged, 0 rejected, 0 unknown\n", string.Empty), (run.ExitCode, run.Output, run.Error));
        Assert.False(File.Exists(folder.PathOf("customers.plan.clixml")));
        Assert.Equal(["A-1 new@example.com", "A-2 a2@example.com"], service.Run("Get-Contact | ForEach-Object { \"$($_.ExternalId) $($_.Email)\" } | Sort-Object").Texts);
        Assert.Equal(3, File.ReadAllLines(folder.PathOf("customers.done.txt")).Length);

        service.Run("Get-Content $done | ForEach-Object { [Management.Automation.PSSerializer]::Deserialize($_) } | Undo-ContactChange -MaximumPrunePercent 100 -Confirm:$false", ("done", folder.PathOf("customers.done.txt"))).ThrowIfFailed();
        Assert.Equal(before, service.Run("Get-Contact | ForEach-Object { \"$($_.ExternalId) $($_.Email)\" } | Sort-Object").Texts);
    }

    [Fact]
    public async Task A_plan_within_the_limit_is_applied_at_once()
    {
        Customers("A-1,a1@example.com,Gdynia", "A-2,no-address,Łódź");

        var run = await Sync("-ExternalDataProperty", "City", "-PlanAbove", "5");

        Assert.Equal(1, run.ExitCode);
        Assert.EndsWith("nightly-sync: 1 created, 0 updated, 0 removed, 0 unchanged, 1 rejected, 0 unknown\n", run.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.PathOf("customers.plan.clixml")));
    }

    [Fact]
    public async Task A_map_file_reads_a_source_with_other_headers()
    {
        folder.Write("map.psd1", "@{ ExternalId = 'Code'; Email = { $_.Mail.Trim() }; City = 'Town' }");
        folder.Write("customers.csv", "Code,Mail,Town\nA-1, a1@example.com,Gdynia\n");

        var run = await Sync("-MapPath", "map.psd1");

        Assert.Equal((0, "nightly-sync: 1 created, 0 updated, 0 removed, 0 unchanged, 0 rejected, 0 unknown\n", string.Empty), (run.ExitCode, run.Output, run.Error));
        Assert.Equal(["A-1 a1@example.com Gdynia"], service.Run("Get-Contact | ForEach-Object { \"$($_.ExternalId) $($_.Email) $($_.ExternalData['City'])\" }").ThrowIfFailed().Texts);
    }

    [Fact]
    public async Task Ends_with_1_if_rows_are_rejected_and_keeps_them_in_a_private_file_and_nowhere_else()
    {
        Customers("A-1,a1@example.com,Gdynia", "A-2,no-address@example,Sopot", "A-3,,Hel", ",nameless@example.com,Reda");

        var run = await Sync("-ExternalDataProperty", "City");

        Assert.Equal((1, "nightly-sync: 1 created, 0 updated, 0 removed, 0 unchanged, 3 rejected, 0 unknown\n"), (run.ExitCode, run.Output));
        var rejected = Read("customers.rejected.csv").Split('\n');
        Assert.All(["\"ExternalId\"", "\"City\"", "\"ErrorId\",\"Reason\""], column => Assert.Contains(column, rejected[0], StringComparison.Ordinal));
        Assert.All([("no-address@example", "Refused"), ("Hel", "InvalidField"), ("nameless@example.com", "NoKey")], row => Assert.Contains(rejected, line => line.Contains($"\"{row.Item1}\"", StringComparison.Ordinal) && line.Contains($"\"{row.Item2}\"", StringComparison.Ordinal)));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.PathOf("customers.rejected.csv")));
        }

        Assert.Matches(@"(?m)^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ nightly-sync: 1 InvalidField$", Read("customers.sync.log"));
        Assert.Contains("Errors: 1 InvalidField, 1 NoKey, 1 Refused\n", Read("customers.sync.txt"), StringComparison.Ordinal);
        Assert.All(["A-1", "A-2", "no-address", "example.com", "Hel"], data => Assert.DoesNotContain(data, Read("customers.sync.log") + Read("customers.sync.txt"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Authorization", Token, "the service did not accept the credentials (401 Unauthorized)")]
    [InlineData("Authorization", null, "the environment variable CONTACTSPS_AUTHORIZATION is not set")]
    [InlineData("BaseUri", "http://127.0.0.1:9/v2.1", "127.0.0.1: ")]
    public async Task Ends_with_2_if_the_service_cannot_be_used_and_says_why(string what, string? value, string reason)
    {
        Customers("A-1,a1@example.com,Gdynia");
        var account = service.Account();
        account[what is "BaseUri" ? "CONTACTSPS_BASE_URI" : "CONTACTSPS_AUTHORIZATION"] = value;

        var run = await Sync(account, "-Path", "customers.csv");

        Assert.Equal(2, run.ExitCode);
        Assert.EndsWith("nightly-sync: 0 created, 0 updated, 0 removed, 0 unchanged, 0 rejected, 0 unknown\n", run.Output, StringComparison.Ordinal);
        Assert.All([run.Error, Read("customers.sync.log"), Read("customers.sync.txt")], said => Assert.Contains(reason, said, StringComparison.Ordinal));
        Assert.Contains("Exit code: 2", Read("customers.sync.txt"), StringComparison.Ordinal);
        Assert.DoesNotContain(Token, run.Output + run.Error + Read("customers.sync.log") + Read("customers.sync.txt"), StringComparison.Ordinal);
        Assert.Empty(service.ChangingRequests);
    }

    [Theory]
    [InlineData("The parameter -Path is missing")]
    [InlineData("absent.csv does not exist", "-Path", "absent.csv")]
    [InlineData("Unknown parameter: -Fast", "-Path", "absent.csv", "-Fast", "x")]
    [InlineData("MaximumPrunePercent", "-Path", "customers.csv", "-MaximumPrunePercent", "many")]
    [InlineData("the log was not written: ", "-Path", "customers.csv", "-LogPath", "absent/sync.log")]
    public async Task Ends_with_2_if_it_is_called_with_invalid_arguments(string reason, params string[] arguments)
    {
        Customers("A-1,a1@example.com,Gdynia");

        var run = await Sync(service.Account(), arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        Assert.Empty(service.ChangingRequests);
    }

    [Theory]
    [InlineData("A-1,a1@example.com,Gdynia", "1 of 2 contacts that -Prune could remove are not in the source", 0)]
    [InlineData("A-1,a1@example.com,Gdynia\n,nameless@example.com,Reda\nA-9,a9@example.com,Hel", "its ExternalId cannot be read", 1)]
    public async Task Ends_with_2_if_removals_were_refused(string rows, string reason, int created)
    {
        service.Run("$null = @{ ExternalId = 'A-1'; Email = 'a1@example.com' }, @{ ExternalId = 'A-2'; Email = 'a2@example.com' } | New-Contact").ThrowIfFailed();
        Customers(rows);

        var run = await Sync("-Prune");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"nightly-sync: {created} created, 0 updated, 0 removed, ", run.Output, StringComparison.Ordinal);
        Assert.All([run.Error, Read("customers.sync.log"), Read("customers.sync.txt")], said => Assert.Contains(reason, said, StringComparison.Ordinal));
        Assert.Equal("A-2", service.Run("(Get-Contact -ExternalId A-2).ExternalId").ThrowIfFailed().Value);
    }

    [Fact]
    public async Task Ends_with_2_while_another_run_is_active_and_does_not_touch_its_files()
    {
        Customers("A-1,a1@example.com,Gdynia");
        folder.Write("customers.rejected.csv", "of the other run");
        await using (File.Open(folder.PathOf("customers.sync.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            var run = await Sync();
            Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
            Assert.Contains("another run may still be active", run.Error, StringComparison.Ordinal);
        }

        Assert.Equal("of the other run", Read("customers.rejected.csv"));
        Assert.False(File.Exists(folder.PathOf("customers.sync.txt")));
        Assert.Empty(service.ChangingRequests);
        Assert.Equal(0, (await Sync()).ExitCode);
    }

    [Fact]
    public async Task Ends_with_3_if_the_outcome_of_a_row_is_unknown_and_keeps_it_apart_from_the_rejects()
    {
        // The connection closes on the creation, and a contact with the same external id then has another address.
        using var losing = LoopbackServer.Responding(request => Task.FromResult(request.Method is "POST"
            ? null
            : ReceivedRequest.Answer("200 OK", request.Target.Contains("externalId", StringComparison.Ordinal) ? Envelope("""{"id":7,"externalId":"A-1","email":"other@example.com"}""") : Envelope(string.Empty))));
        Customers("A-1,a1@example.com,Gdynia", "A-3,,Hel");
        var account = service.Account();
        account["CONTACTSPS_BASE_URI"] = losing.BaseUri.ToString();

        var run = await Sync(account, "-Path", "customers.csv", "-ExternalDataProperty", "City");

        Assert.Equal((3, "nightly-sync: 0 created, 0 updated, 0 removed, 0 unchanged, 1 rejected, 1 unknown\n"), (run.ExitCode, run.Output));
        Assert.Contains("\"a1@example.com\"", Read("customers.unknown.csv"), StringComparison.Ordinal);
        Assert.Contains("\"OutcomeUnknown\"", Read("customers.unknown.csv"), StringComparison.Ordinal);
        Assert.Contains("\"Hel\"", Read("customers.rejected.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writes_a_report_too_and_ends_with_1_if_that_fails()
    {
        Customers("A-1,a1@example.com,Gdynia");

        Assert.Equal(0, (await Sync("-ExternalDataProperty", "City", "-ReportPath", "account.html")).ExitCode);
        Assert.StartsWith("<!DOCTYPE html>", Read("account.html"), StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"Report: {folder.PathOf("account.html")}", Read("customers.sync.txt"), StringComparison.Ordinal);

        var run = await Sync("-ExternalDataProperty", "City", "-ReportPath", "absent/account.html");
        Assert.Equal((1, "nightly-sync: 0 created, 0 updated, 0 removed, 1 unchanged, 0 rejected, 0 unknown\n"), (run.ExitCode, run.Output));
        Assert.Contains("The report was not written: ReportNotWritten", Read("customers.sync.txt"), StringComparison.Ordinal);
    }

    private static string Envelope(string items) => $$"""{"meta":{"uniqId":"0123456789"},"data":[{{items}}],"errors":[]}""";

    private string Read(string name) => File.ReadAllText(folder.PathOf(name)).ReplaceLineEndings("\n").TrimStart('\uFEFF');

    private void Customers(params string[] rows) => folder.Write("customers.csv", string.Join('\n', ["ExternalId,Email,City", .. rows]) + '\n');

    private Task<ProcessResult> Sync(params string[] arguments) => Sync(service.Account(), ["-Path", "customers.csv", .. arguments]);

    private Task<ProcessResult> Sync(IReadOnlyDictionary<string, string?> account, params string[] arguments) =>
        PowerShellProcess.RunFileAsync(new ProcessEnvironment(folder.FullName, account), Job, [.. arguments, "-Module", Repository.Manifest]);
}
