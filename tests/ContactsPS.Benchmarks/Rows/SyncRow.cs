using ContactsPS.Benchmarks.Engines;
using ContactsPS.Benchmarks.Measuring;
using ContactsPS.Benchmarks.Plain;
using ContactsPS.Benchmarks.Reporting;
using ContactsPS.Testing;

namespace ContactsPS.Benchmarks.Rows;

/// <summary>Syncing an account with its source, of which one row in a hundred differs.</summary>
internal sealed class SyncRow : IRow
{
    private const int Milliseconds = 20;

    public string Name => "sync";

    public string About => "$rows | Sync-Contact, 1 % changed, 20 ms away; beside it a full upload, and Invoke-RestMethod with Compare-Object";

    public async Task RunAsync(Workbench bench)
    {
        var contacts = bench.Pick(100_000, 1_000);
        await TimeAsync(bench, contacts);
        await RequestsAsync(bench, contacts);
        foreach (var rows in bench.IsShort ? [1_000] : new[] { 10_000, 100_000, 1_000_000, 10_000_000 })
        {
            // The largest takes minutes, and its memory does not differ from one turn to the next.
            await PeakAsync(bench, rows, rounds: rows > 1_000_000 ? 1 : bench.Pick(3, 1));
        }
    }

    private static async Task TimeAsync(Workbench bench, int contacts)
    {
        var taken = await bench.TakeTurnsAsync(
            "Sync.ps1", contacts, ("BaseUri", bench.Server.BaseUri(contacts, Milliseconds)), ("WarmUp", bench.Pick(1, 0)), ("Rounds", bench.Pick(3, 1)));
        bench.Report.Faster($"{MetricText.Whole(contacts)}: all sent again", taken["ours"], taken["upload"]);
        bench.Report.Faster($"{MetricText.Whole(contacts)}: IRM, Compare-Object", taken["ours"], taken["theirs"]);
    }

    private static async Task RequestsAsync(Workbench bench, int contacts)
    {
        var uri = bench.Server.BaseUri(contacts);
        using var engine = HostedEngine.WithModule();
        engine.Connect(uri);
        var before = await bench.Server.StatsAsync(uri);
        engine.Run("$i = 0; $global:rows = Get-Contact | ForEach-Object { $i++; [pscustomobject]@{ ExternalId = $_.ExternalId; FirstName = $(if ($i % 100) { $_.FirstName } else { 'Changed' }) } }").ThrowIfFailed();
        var read = await bench.Server.StatsAsync(uri);
        Side.Expect("Sync-Contact", contacts / 100, engine.Count("@(@($rows | Sync-Contact) | ForEach-Object { if ($_.Action -eq 'Updated') { $_ } }).Count"));
        var stats = (await bench.Server.StatsAsync(uri)).Since(read);
        bench.Report.Note($"to read {MetricText.Whole(contacts)}: {read.Since(before).Lists} list requests; to sync them with 1 % changed: {stats.Lists} list requests and {stats.Writes} changing ones");
    }

    private static async Task PeakAsync(Workbench bench, int rows, int rounds)
    {
        var account = bench.Server.BaseUri(rows);
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".csv");
        try
        {
            MakeSource(account, path);
            if (bench.IsShort)
            {
                await bench.CountAsync($"peak, a CSV of {MetricText.Whole(rows)}", rows, "peak-sync", account.ToString(), path);
                return;
            }

            var peaks = await Turns.TakeAsync(warmUp: 0, rounds, Side.Fresh("Sync-Contact", rows, () => ChildRun.MeasureAsync("peak-sync", account.ToString(), path)));
            bench.Report.Alone($"peak, a CSV of {MetricText.Whole(rows)}", peaks[0], Unit.Megabytes);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Writes the contacts of an account into a CSV, one in a hundred with another name.</summary>
    private static void MakeSource(Uri account, string path)
    {
        using var engine = HostedEngine.WithModule();
        engine.Connect(account);
        using var file = new StreamWriter(path);
        file.WriteLine("ExternalId,Email,PhoneNumber,FirstName,LastName,City");
        engine.Run(
            """
            Get-Contact | ForEach-Object {
                $seen++
                $name = if ($seen % 100) { $_.FirstName } else { 'Changed' }
                $file.WriteLine("$($_.ExternalId),$($_.Email),$($_.PhoneNumber),$name,$($_.LastName),$($_.ExternalData.City)")
            }
            """,
            ("file", file)).ThrowIfFailed();
    }
}
