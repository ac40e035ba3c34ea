using System.Diagnostics;
using ContactsPS.Benchmarks.Engines;
using ContactsPS.Benchmarks.Measuring;
using ContactsPS.Benchmarks.Plain;
using ContactsPS.Benchmarks.Reporting;
using ContactsPS.Benchmarks.Server;
using ContactsPS.Testing;

namespace ContactsPS.Benchmarks.Rows;

/// <summary>Ctrl+C while reading and while writing.</summary>
internal sealed class StopRow : IRow
{
    private const int Milliseconds = 50;
    private const double AtMost = 0.2;
    private const int SomeRequests = 4;

    /// <summary>Longer than a request takes, so that a request sent after the stop would be noticed.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromMilliseconds(300);

    public string Name => "stop";

    public string About => "from Ctrl+C to the prompt, 50 ms away";

    public async Task RunAsync(Workbench bench)
    {
        await StopAsync(bench, "reading", "& { $c = Get-Contact }");
        await StopAsync(bench, "writing", $"{NewRows.Objects} | {NewRows.Create} | Out-Null");
    }

    private static async Task StopAsync(Workbench bench, string what, string script)
    {
        var uri = bench.Server.BaseUri(100_000_000, Milliseconds);
        using var engine = HostedEngine.WithModule();
        engine.Connect(uri);
        var late = 0L;
        var side = new Side(what, async () =>
        {
            var before = await bench.Server.StatsAsync(uri);
            using var shell = engine.Create(script, ("n", 10_000_000));
            shell.BeginInvoke();
            while (Requests((await bench.Server.StatsAsync(uri)).Since(before)) < SomeRequests)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5));
            }

            var watch = Stopwatch.StartNew();
            shell.Stop();
            var seconds = watch.Elapsed.TotalSeconds;
            var atStop = await bench.Server.StatsAsync(uri);
            await Task.Delay(Aftermath);
            late += Requests((await bench.Server.StatsAsync(uri)).Since(atStop));
            return seconds;
        });
        var taken = await Turns.TakeAsync(bench.Pick(1, 0), bench.Pick(7, 1), side);
        bench.Report.Alone($"stop in the middle of {what}", taken[0], Unit.Seconds, AtMost);
        bench.Report.Note($"requests that arrived after the prompt was back: {late}");
    }

    private static long Requests(AccountStats stats) => stats.Lists + stats.Writes;
}
