using ContactsPS.Benchmarks.Engines;
using ContactsPS.Benchmarks.Measuring;
using ContactsPS.Benchmarks.Plain;
using ContactsPS.Benchmarks.Reporting;
using ContactsPS.Testing;

namespace ContactsPS.Benchmarks.Rows;

/// <summary>Bringing an account in step with its source, of which one row in a hundred differs.</summary>
internal sealed class SyncRow : IRow
{
    private const int Milliseconds = 20;

    public string Name => "sync";

    public string About => "$rows | Sync-Contact, 1 % changed, 20 ms away; beside it a full upload, and Invoke-RestMethod with Compare-Object";

    public async Task RunAsync(Workbench bench)
    {
        var contacts = bench.Pick(100_000, 2_000);
        await TimeAsync(bench, contacts);
        await RequestsAsync(bench, contacts);
        foreach (var rows in bench.IsShort ? [2_000, 20_000] : new[] { 10_000, 100_000, 1_000_000, 10_000_000 })
        {
            // The largest takes minutes, and what it holds does not differ from one turn to the next.
            var peaks = await Turns.TakeAsync(warmUp: 0, rows > 1_000_000 ? 1 : bench.Pick(3, 1), Side.Fresh("Sync-Contact", rows, () => PeakAsync(bench, rows)));
            bench.Report.Alone($"peak, a CSV of {Figures.Whole(rows)}", peaks[0], Unit.Megabytes);
        }
    }

    private static async Task TimeAsync(Workbench bench, int contacts)
    {
        if (bench.Pwsh is not { } pwsh)
        {
            bench.Report.NotMeasured(Figures.Whole(contacts), "there is no pwsh, and the engine alone has no Compare-Object");
            return;
        }

        var run = await pwsh.RunAsync(
            "Sync.ps1", ("BaseUri", bench.Server.BaseUri(contacts, Milliseconds)), ("Manifest", Repository.Manifest), ("Rounds", bench.Pick(3, 1)));
        var taken = ByTurns.Of(run, contacts);
        bench.Report.Faster($"{Figures.Whole(contacts)}: all sent again", taken["ours"], taken["upload"]);
        bench.Report.Faster($"{Figures.Whole(contacts)}: IRM, Compare-Object", taken["ours"], taken["theirs"]);
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
        bench.Report.Note($"to read {Figures.Whole(contacts)}: {read.Since(before).Lists} list requests; to sync them with 1 % changed: {stats.Lists} list requests and {stats.Writes} changing ones");
    }

    private static async Task<MeasuredLine> PeakAsync(Workbench bench, int rows)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".csv");
        try
        {
            await ChildRun.MeasureAsync("make-source", bench.Server.BaseUri(rows).ToString(), path);
            return await ChildRun.MeasureAsync("peak-sync", bench.Server.BaseUri(rows).ToString(), path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
