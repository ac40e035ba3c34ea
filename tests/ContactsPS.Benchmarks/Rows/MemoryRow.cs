using System.Globalization;
using ContactsPS.Benchmarks.Engines;
using ContactsPS.Benchmarks.Measuring;
using ContactsPS.Benchmarks.Reporting;

namespace ContactsPS.Benchmarks.Rows;

/// <summary>How much more memory a long pipeline takes than a short one, at its peak, without the growth of an empty loop of the engine.</summary>
internal sealed class MemoryRow : IRow
{
    private const double AtMostMore = 40;

    public string Name => "memory";

    public string About => "peak of a fresh process that keeps nothing of what it reads or writes";

    public Columns? Columns => new("this many", "the fewest", "beyond the loop");

    public async Task RunAsync(Workbench bench)
    {
        int[] sizes = bench.IsShort ? [1_000, 20_000] : [10_000, 100_000, 1_000_000];
        var loop = await GrowthAsync(bench, sizes, new Pipeline("bare loop", size => ["peak-loop", Text(size)]));
        foreach (var growth in loop)
        {
            bench.Report.Over(growth.What, growth.Peak, growth.Fewest, Unit.Megabytes);
        }

        foreach (var pipeline in Pipelines(bench))
        {
            // One of them shows that growth is measured; for the others, the short form shows that they run.
            if (bench.IsShort && pipeline.What != "reading")
            {
                await bench.CountAsync($"{pipeline.What}, {MetricText.Whole(sizes[0])}", sizes[0], pipeline.Command(sizes[0]));
                continue;
            }

            foreach (var (growth, own) in (await GrowthAsync(bench, sizes, pipeline)).Zip(loop))
            {
                bench.Report.OverLoop(growth.What, growth.Peak, growth.Fewest, own.Megabytes, pipeline.IsBounded && growth.IsLast ? AtMostMore : null);
            }
        }

        bench.Report.Note("bare loop: 1..N | ForEach-Object { $n++ } in the same engine; the last column is what a row grows by more than that, and by in all");
        bench.Report.Note("stopped half-way: tables | New-Contact | Select-Object -First half of them, with what LastRun keeps of each");
        bench.Report.Note("held: Get-Contact | Remove-Contact, which holds every row until all are read, as it must");
        bench.Report.Note("exporting: Export-Contact to a CSV; reporting: Export-ContactReport, which keeps a hash of each address and number to find duplicates");
        bench.Report.Note("tables: rows that are hash tables; objects: rows that are [pscustomobject]; alone: made, counted and not written");
    }

    private static IReadOnlyList<Pipeline> Pipelines(Workbench bench)
    {
        var near = bench.Server.BaseUri(0).ToString();
        string Account(int size) => bench.Server.BaseUri(size).ToString();
        return
        [
            new("reading", size => ["peak-read", Account(size)], IsBounded: true),
            new("writing tables", size => ["peak-write-tables", near, Text(size)], IsBounded: true),
            new("writing objects", size => ["peak-write-objects", near, Text(size)], IsBounded: true),
            new("stopped half-way", size => ["peak-stopped", near, Text(size)], IsBounded: true),
            new("exporting", size => ["peak-export", Account(size)], IsBounded: true),
            new("reporting", size => ["peak-report", Account(size)]),
            new("objects alone", size => ["peak-objects", Text(size)]),
            new("held", size => ["peak-held", Account(size)]),
        ];
    }

    private static async Task<IReadOnlyList<Growth>> GrowthAsync(Workbench bench, int[] sizes, Pipeline pipeline)
    {
        var peaks = await Turns.TakeAsync(
            warmUp: 0,
            bench.Pick(3, 1),
            [.. sizes.Select(size => Side.Fresh(pipeline.What, size, () => ChildRun.MeasureAsync(pipeline.Command(size))))]);
        return [.. sizes.Skip(1).Select((size, i) => new Growth($"{pipeline.What}, {MetricText.Whole(size)}", peaks[i + 1], peaks[0], IsLast: size == sizes[^1]))];
    }

    private static string Text(int size) => size.ToString(CultureInfo.InvariantCulture);

    /// <param name="What">The label in the table.</param>
    /// <param name="Command">The command of <see cref="ChildCommands"/> that runs it with a number of contacts.</param>
    /// <param name="IsBounded">Whether its memory must not grow with the number of contacts.</param>
    private sealed record Pipeline(string What, Func<int, string[]> Command, bool IsBounded = false);

    private sealed record Growth(string What, Samples Peak, Samples Fewest, bool IsLast)
    {
        public double Megabytes => Peak.Over(Fewest).Median;
    }
}
