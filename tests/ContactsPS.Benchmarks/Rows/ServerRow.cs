using System.Diagnostics;
using ContactsPS.Benchmarks.Plain;
using ContactsPS.Benchmarks.Reporting;

namespace ContactsPS.Benchmarks.Rows;

/// <summary>Whether the server was the bottleneck: what it delivers to a reader that ignores the content, compared with what the other rows needed.</summary>
internal sealed class ServerRow : IRow
{
    public string Name => "server";

    public string About => "what the server gives to a client that takes the bytes alone";

    public Columns? Columns => null;

    public async Task RunAsync(Workbench bench)
    {
        var pages = bench.Pick(1_000, 10);
        var uri = bench.Server.BaseUri((long)pages * PlainReader.PageSize);
        foreach (var inFlight in new[] { 1, 8 })
        {
            await BytesReader.ReadPagesAsync(bench.Http, uri, pages, inFlight);
            var watch = Stopwatch.StartNew();
            var bytes = await BytesReader.ReadPagesAsync(bench.Http, uri, pages, inFlight);
            Line(bench, $"gives pages, {inFlight} in flight", new ServerNeed(string.Empty, pages / watch.Elapsed.TotalSeconds, bytes / 1e6 / watch.Elapsed.TotalSeconds));
        }

        await TakesAsync(bench, bench.Pick(2_000, 10));
        foreach (var need in bench.Needs)
        {
            Line(bench, $"needed by {need.What}", need);
        }
    }

    /// <summary>How many prepared batches of 100 it receives.</summary>
    private static async Task TakesAsync(Workbench bench, int batches)
    {
        var uri = bench.Server.BaseUri(0);
        foreach (var inFlight in new[] { 1, 8 })
        {
            await BatchesWriter.WriteAsync(bench.Http, uri, batches, inFlight);
            var watch = Stopwatch.StartNew();
            await BatchesWriter.WriteAsync(bench.Http, uri, batches, inFlight);
            Line(bench, $"takes batches, {inFlight} in flight", new ServerNeed(string.Empty, batches / watch.Elapsed.TotalSeconds, 0));
        }
    }

    private static void Line(Workbench bench, string what, ServerNeed figures)
    {
        var megabytes = figures.MegabytesPerSecond > 0 ? $"{MetricText.Of(figures.MegabytesPerSecond)} MB/s" : string.Empty;
        bench.Report.Line($"{what,-32}  {$"{MetricText.Whole((long)figures.RequestsPerSecond)} requests/s",-19}  {megabytes}".TrimEnd());
    }
}
