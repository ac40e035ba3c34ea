using ContactsPS.Benchmarks.Measuring;
using ContactsPS.Benchmarks.Reporting;

namespace ContactsPS.Benchmarks.Rows;

/// <summary>What a row costs, beside what the engine takes for a row whatever is done with it.</summary>
internal sealed class RowCostRow : IRow
{
    public string Name => "row";

    public string About => "a row, in batches of 1000 and with the server near; beside it a cmdlet that reads its columns and writes an object, or Import-Csv";

    public Columns? Columns => new("ours", "engine alone", "ratio");

    public async Task RunAsync(Workbench bench)
    {
        var contacts = bench.Pick(100_000, 1_000);
        var taken = await bench.TakeTurnsAsync(
            "Row.ps1",
            contacts,
            ("BaseUri", bench.Server.BaseUri(contacts)), ("EmptyModule", StartRow.EmptyModule), ("Contacts", contacts), ("WarmUp", bench.Pick(2, 0)), ("Rounds", bench.Pick(7, 1)));
        Report(bench, contacts, taken, "create", "$rows | New-Contact");
        Report(bench, contacts, taken, "update", "$rows | Set-Contact");
        Report(bench, contacts, taken, "subscribe", "Get-, Set-ContactSubscription");
        Report(bench, contacts, taken, "sync", "$rows | Sync-Contact, unchanged");

        var rows = bench.Pick(300_000, 1_000);
        var file = await bench.TakeTurnsAsync("SyncFile.ps1", rows, ("BaseUri", bench.Server.BaseUri(rows)), ("WarmUp", bench.Pick(1, 0)), ("Rounds", bench.Pick(5, 1)));
        bench.Report.Faster($"{MetricText.Whole(rows)} unchanged: Import-Csv", file["ours"], file["shell"], 1 / 0.7);
        bench.Report.Note("the first rows are microseconds for each contact");
    }

    private static void Report(Workbench bench, int contacts, IReadOnlyDictionary<string, Samples> taken, string side, string what) =>
        bench.Report.Faster(what, taken[side].Times(1e6 / contacts), taken["engine"].Times(1e6 / contacts), unit: Unit.Microseconds);
}
