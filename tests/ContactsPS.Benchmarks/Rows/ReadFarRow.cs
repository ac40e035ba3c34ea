using ContactsPS.Benchmarks.Measuring;
using ContactsPS.Benchmarks.Plain;
using ContactsPS.Benchmarks.Reporting;
using ContactsPS.Testing;

namespace ContactsPS.Benchmarks.Rows;

/// <summary>Reading from a service with 50 ms latency, for which the number of pages in flight matters.</summary>
internal sealed class ReadFarRow : IRow
{
    private const int Milliseconds = 50;
    private const string Ours = "$c = Get-Contact; $c.Count";

    public string Name => "read-far";

    public string About => "the same 50 ms away, -ThrottleLimit 8";

    public async Task RunAsync(Workbench bench)
    {
        var contacts = bench.Pick(100_000, 3_000);
        var uri = bench.Server.BaseUri(contacts, Milliseconds);
        using var inFlight = Connected(uri, throttleLimit: 8);
        using var oneByOne = Connected(uri, throttleLimit: 1);
        var ours = Side.Here("Get-Contact", contacts, () => inFlight.Count(Ours));
        var taken = await Turns.TakeAsync(
            bench.Pick(1, 0),
            bench.Pick(3, 1),
            ours,
            Side.Here("plain C#", contacts, () => PlainReader.ReadAsync(bench.Http, uri)),
            Side.Here("Get-Contact, one by one", contacts, () => oneByOne.Count(Ours)));

        var name = MetricText.Whole(contacts);
        bench.Report.Faster($"{name}: plain C# in sequence", taken[0], taken[1], 6);
        bench.Report.Faster($"{name}: ours, -ThrottleLimit 1", taken[0], taken[2], 6);

        var before = await bench.Server.StatsAsync(uri);
        await ours.MeasureAsync();
        var stats = (await bench.Server.StatsAsync(uri)).Since(before);
        bench.Report.Note($"{name} contacts read by every side; ours with {stats.Lists} requests, at most {stats.MostInFlight} in flight");
    }

    private static HostedEngine Connected(Uri uri, int throttleLimit)
    {
        var engine = HostedEngine.WithModule();
        engine.Connect(uri, throttleLimit);
        return engine;
    }
}
