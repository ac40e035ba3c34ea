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

    /// <summary>Turns that do not count: fewer leave code of either side that the just-in-time compiler has not come to yet.</summary>
    private const int WarmUp = 8;

    public string Name => "read";

    public string About => "$c = Get-Contact, in pages of 1000";

    public async Task RunAsync(Workbench bench)
    {
        var contacts = bench.Pick(100_000, 5_000);
        await WarmAsync(bench, contacts, bench.Pick(WarmUp, 1), bench.Pick(9, 2), atLeast: 1.5);
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
            Side.Here("bytes", contacts, () => BytesReader.ReadAsync(bench.Http, uri, contacts)));

        var name = Figures.Whole(contacts);
        bench.Report.Faster($"{name} warm: plain C#", taken[0], taken[1], atLeast);
        bench.Report.Faster($"{name} warm: C# named fields", taken[0], taken[2]);
        bench.Report.Faster($"{name} warm: the bytes alone", taken[0], taken[3]);
        await NoteWhatItTookAsync(bench, uri, contacts, taken[0].Min, ours, plain);
    }

    /// <summary>Counts one more turn of each: requests and bytes, and the processors' time, which a busy machine stretches less.</summary>
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
                $"{side.Name}: {Figures.Whole(contacts)} contacts, {Figures.Of(megabytes)} MB, {stats.Lists} requests, {stats.MostInFlight} in flight; " +
                $"processor {Figures.Of(own)} s, the server's {Figures.Of(stats.ProcessorSeconds)} s");
        }

        bench.Needs.Add(new ServerNeed($"read {Figures.Whole(contacts)}", pages / seconds, megabytes / seconds));
    }

    private static async Task ColdAsync(Workbench bench, int contacts)
    {
        var uri = bench.Server.BaseUri(contacts).ToString();
        var taken = await Turns.TakeAsync(
            warmUp: 0,
            bench.Pick(7, 1),
            Side.Fresh("Get-Contact", contacts, () => ChildRun.MeasureAsync("read-ours", uri)),
            Side.Fresh("plain C#", contacts, () => ChildRun.MeasureAsync("read-plain", uri)));
        bench.Report.Faster($"{Figures.Whole(contacts)} cold: plain C#", taken[0], taken[1]);
    }

    private static async Task BesideInvokeRestMethodAsync(Workbench bench, int contacts)
    {
        var name = Figures.Whole(contacts);
        if (bench.Pwsh is not { } pwsh)
        {
            bench.Report.NotMeasured($"{name}: Invoke-RestMethod", "there is no pwsh");
            return;
        }

        Task<ChildRun> RunAsync(string sides, int warmUp, int rounds) => pwsh.RunAsync(
            "Read.ps1",
            ("BaseUri", bench.Server.BaseUri(contacts)), ("Manifest", Repository.Manifest), ("Sides", sides), ("WarmUp", warmUp), ("Rounds", rounds));

        var warm = ByTurns.Of(await RunAsync("ours,theirs", bench.Pick(WarmUp, 1), bench.Pick(7, 1)), contacts);
        bench.Report.Faster($"{name} warm: Invoke-RestMethod", warm["ours"], warm["theirs"], 20);

        var cold = await Turns.TakeAsync(
            warmUp: 0,
            bench.Pick(3, 1),
            Side.Fresh("Get-Contact", contacts, async () => (await RunAsync("ours", 0, 1)).Lines.Single()),
            Side.Fresh("Invoke-RestMethod", contacts, async () => (await RunAsync("theirs", 0, 1)).Lines.Single()));
        bench.Report.Faster($"{name} cold: Invoke-RestMethod", cold[0], cold[1]);
    }
}
