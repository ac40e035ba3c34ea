using ContactsPS.Benchmarks.Engines;
using ContactsPS.Benchmarks.Measuring;
using ContactsPS.Benchmarks.Plain;
using ContactsPS.Benchmarks.Reporting;
using ContactsPS.Testing;

namespace ContactsPS.Benchmarks.Rows;

/// <summary>Reading a whole account into a variable.</summary>
internal sealed class ReadRow : IRow
{
    private const string Ours = "$c = Get-Contact; $c.Count";

    /// <summary>Turns that do not count: with fewer, the just-in-time compiler has not compiled all code of both sides.</summary>
    private const int WarmUp = 8;

    public string Name => "read";

    public string About => "$c = Get-Contact, in pages of 1000";

    public async Task RunAsync(Workbench bench)
    {
        var contacts = bench.Pick(100_000, 3_000);
        await WarmAsync(bench, contacts, bench.Pick(WarmUp, 0), bench.Pick(9, 1), atLeast: 1.5);
        await ColdAsync(bench, contacts);
        if (!bench.IsShort)
        {
            await WarmAsync(bench, 1_000_000, warmUp: 2, rounds: 5, atLeast: null);
        }

        await BesideInvokeRestMethodAsync(bench, contacts);
    }

    private static async Task WarmAsync(Workbench bench, int contacts, int warmUp, int rounds, double? atLeast)
    {
        var uri = bench.Server.BaseUri(contacts);
        using var engine = HostedEngine.WithModule();
        engine.Connect(uri);
        var ours = Side.Here("Get-Contact", contacts, () => engine.Count(Ours));
        var plain = Side.Here("plain C#", contacts, () => PlainReader.ReadAsync(bench.Http, uri));
        var taken = await Turns.TakeAsync(
            warmUp,
            rounds,
            ours,
            plain,
            Side.Here("plain C#, named fields", contacts, () => PlainReader.ReadNamedAsync(bench.Http, uri)),
            Side.Here("bytes", contacts, () => BytesReader.ReadAsync(bench.Http, uri, contacts)),
            Side.Here("Get-Contact, streamed", contacts, () => engine.Count("Get-Contact | ForEach-Object { $seen++ }; $seen")),
            Side.Here("bare loop", contacts, () => engine.Count("1..$last | ForEach-Object { $seen++ }; $seen", ("last", contacts))));

        var name = MetricText.Whole(contacts);
        bench.Report.Faster($"{name} warm: plain C#", taken[0], taken[1], atLeast);
        bench.Report.Faster($"{name} warm: C# named fields", taken[0], taken[2]);
        bench.Report.Faster($"{name} warm: the bytes alone", taken[0], taken[3]);
        bench.Report.Faster($"{name} streamed: the bytes alone", taken[4], taken[3], 0.5);
        bench.Report.Faster($"{name} streamed: a bare loop", taken[4], taken[5]);
        await NoteWhatItTookAsync(bench, uri, contacts, taken[0].Min, ours, plain);
    }

    /// <summary>Counts one more turn of each side: requests, bytes and processor time, which varies less on a busy machine.</summary>
    private static async Task NoteWhatItTookAsync(Workbench bench, Uri uri, int contacts, double seconds, params IReadOnlyList<Side> sides)
    {
        var pages = contacts / PlainReader.PageSize;
        var megabytes = await BytesReader.ReadPagesAsync(bench.Http, uri, pages, inFlight: 1) / 1e6;
        foreach (var side in sides)
        {
            var before = await bench.Server.StatsAsync(uri);
            var processor = Environment.CpuUsage.TotalTime;
            await side.MeasureAsync();
            var own = (Environment.CpuUsage.TotalTime - processor).TotalSeconds;
            var stats = (await bench.Server.StatsAsync(uri)).Since(before);
            bench.Report.Note(
                $"{side.Name}: {MetricText.Whole(contacts)} contacts, {MetricText.Of(megabytes)} MB, {stats.Lists} requests, {stats.MostInFlight} in flight; " +
                $"processor {MetricText.Of(own)} s, the server's {MetricText.Of(stats.ProcessorSeconds)} s");
        }

        bench.Needs.Add(new ServerNeed($"read {MetricText.Whole(contacts)}", pages / seconds, megabytes / seconds));
    }

    private static async Task ColdAsync(Workbench bench, int contacts)
    {
        var uri = bench.Server.BaseUri(contacts).ToString();
        if (bench.IsShort)
        {
            await bench.CountAsync($"{MetricText.Whole(contacts)} cold: Get-Contact", contacts, "read-ours", uri);
            await bench.CountAsync($"{MetricText.Whole(contacts)} cold: plain C#", contacts, "read-plain", uri);
            return;
        }

        var taken = await Turns.TakeAsync(
            warmUp: 0,
            rounds: 7,
            Side.Fresh("Get-Contact", contacts, () => ChildRun.MeasureAsync("read-ours", uri)),
            Side.Fresh("plain C#", contacts, () => ChildRun.MeasureAsync("read-plain", uri)));
        bench.Report.Faster($"{MetricText.Whole(contacts)} cold: plain C#", taken[0], taken[1]);
    }

    private static async Task BesideInvokeRestMethodAsync(Workbench bench, int contacts)
    {
        var name = MetricText.Whole(contacts);
        Task<IReadOnlyDictionary<string, Samples>> TakeTurnsAsync(string sides, int warmUp, int rounds) => bench.TakeTurnsAsync(
            "Read.ps1", contacts, ("BaseUri", bench.Server.BaseUri(contacts)), ("Sides", sides), ("WarmUp", warmUp), ("Rounds", rounds));

        var warm = await TakeTurnsAsync("ours,theirs", bench.Pick(WarmUp, 0), bench.Pick(7, 1));
        bench.Report.Faster($"{name} warm: Invoke-RestMethod", warm["ours"], warm["theirs"], 20);
        if (bench.IsShort)
        {
            return;
        }

        Side Cold(string side) => new(side, async () => (await TakeTurnsAsync(side, warmUp: 0, rounds: 1))[side].Median);
        var cold = await Turns.TakeAsync(warmUp: 0, rounds: 3, Cold("ours"), Cold("theirs"));
        bench.Report.Faster($"{name} cold: Invoke-RestMethod", cold[0], cold[1]);
    }
}
