using ContactsPS.Benchmarks.Engines;
using ContactsPS.Benchmarks.Measuring;
using ContactsPS.Benchmarks.Plain;
using ContactsPS.Benchmarks.Reporting;
using ContactsPS.Testing;

namespace ContactsPS.Benchmarks.Rows;

/// <summary>Creating contacts from rows in memory.</summary>
internal sealed class WriteRow : IRow
{
    private const int Milliseconds = 20;
    private const int BatchSize = 100;
    private const int InFlight = 8;

    /// <summary>The number of requests with one contact each that are really sent; the figure for all is computed from them.</summary>
    private const int Share = 100;

    private const string Ours = $"$created = $rows | {NewRows.Create}; $created.Count";

    public string Name => "write";

    public string About => "$created = $rows | New-Contact, batches of 100, 8 in flight; far is 20 ms away";

    public async Task RunAsync(Workbench bench)
    {
        await FarAsync(bench, bench.Pick(5_000, 500), bench.Pick(Share, 10));
        await NearAsync(bench, bench.Pick(100_000, 1_000));
    }

    private static async Task FarAsync(Workbench bench, int contacts, int share)
    {
        var uri = bench.Server.BaseUri(0, Milliseconds);
        using var engine = WithRows(uri, contacts);
        var rows = PlainNewContact.Some(contacts);
        var ours = Side.Here("New-Contact", contacts, () => engine.Count(Ours));
        var one = Side.Here("plain C#, one by one", share, () => PlainWriter.WriteAsync(bench.Http, uri, rows[..share], batchSize: 1, inFlight: 1));
        var taken = await Turns.TakeAsync(
            bench.Pick(2, 0),
            bench.Pick(7, 1),
            ours,
            Side.Here("plain C#", contacts, () => PlainWriter.WriteAsync(bench.Http, uri, rows, BatchSize, InFlight)),
            one);

        // At most 1.2 times as long is at least 1/1.2 times as fast.
        var name = $"{MetricText.Whole(contacts)} far";
        bench.Report.Faster($"{name}: C# batches in flight", taken[0], taken[1], 1 / 1.2);
        bench.Report.Faster($"{name}: C# one each, scaled", taken[0], taken[2].Times((double)contacts / share), 100);
        await BesideInvokeRestMethodAsync(bench, uri, contacts, share);
        await NoteAsync(bench, uri, ours, contacts);
        bench.Report.Note($"scaled: {share} requests of one contact each were sent, and their time multiplied by {contacts / share}");
    }

    private static async Task NearAsync(Workbench bench, int contacts)
    {
        var uri = bench.Server.BaseUri(0);
        using var engine = WithRows(uri, contacts);
        var rows = PlainNewContact.Some(contacts);
        var ours = Side.Here("New-Contact", contacts, () => engine.Count(Ours));
        var taken = await Turns.TakeAsync(
            bench.Pick(1, 0),
            bench.Pick(5, 1),
            ours,
            Side.Here("plain C#", contacts, () => PlainWriter.WriteAsync(bench.Http, uri, rows, BatchSize, InFlight)));
        bench.Report.Faster($"{MetricText.Whole(contacts)} near: C# batches", taken[0], taken[1], 0.25);
        await NoteAsync(bench, uri, ours, contacts);
        var requests = contacts / BatchSize / taken[0].Min;
        bench.Needs.Add(new ServerNeed($"write {MetricText.Whole(contacts)}", requests, 0));
    }

    private static async Task BesideInvokeRestMethodAsync(Workbench bench, Uri uri, int contacts, int share)
    {
        var name = $"{MetricText.Whole(contacts)} far: IRM one each, scaled";
        var taken = await bench.TakeTurnsAsync(
            "Write.ps1",
            contacts,
            ("BaseUri", uri), ("Contacts", contacts), ("Share", share), ("WarmUp", bench.Pick(1, 0)), ("Rounds", bench.Pick(3, 1)));
        bench.Report.Faster(name, taken["ours"], taken["theirs"], 100);
    }

    private static async Task NoteAsync(Workbench bench, Uri uri, Side ours, int contacts)
    {
        var before = await bench.Server.StatsAsync(uri);
        await ours.MeasureAsync();
        var stats = (await bench.Server.StatsAsync(uri)).Since(before);
        Side.Expect("The server", contacts, stats.Items);
        bench.Report.Note($"{MetricText.Whole(contacts)} contacts created; ours with {stats.Writes} requests, at most {stats.MostInFlight} in flight");
    }

    private static HostedEngine WithRows(Uri uri, int contacts)
    {
        var engine = HostedEngine.WithModule();
        engine.Connect(uri, InFlight);
        engine.Run($"$global:rows = {NewRows.Objects}", ("n", contacts)).ThrowIfFailed();
        return engine;
    }
}
