using System.Globalization;
using ContactsPS.Benchmarks.Engines;
using ContactsPS.Benchmarks.Measuring;
using ContactsPS.Benchmarks.Reporting;

namespace ContactsPS.Benchmarks.Rows;

/// <summary>How much more memory a long pipeline takes than a short one, at its peak.</summary>
internal sealed class MemoryRow : IRow
{
    private const double AtMostMore = 40;

    public string Name => "memory";

    public string About => "peak of a fresh process that keeps nothing of what it reads or writes";

    public Columns? Columns => new("this many", "the fewest", "more");

    public async Task RunAsync(Workbench bench)
    {
        int[] sizes = bench.IsShort ? [2_000, 20_000] : [10_000, 100_000, 1_000_000];
        var near = bench.Server.BaseUri(0).ToString();
        await RiseAsync(bench, sizes, "reading", size => ChildRun.MeasureAsync("peak-read", bench.Server.BaseUri(size).ToString()));
        await RiseAsync(bench, sizes, "writing tables", size => ChildRun.MeasureAsync("peak-write-tables", near, Text(size)));
        await RiseAsync(bench, sizes, "writing objects", size => ChildRun.MeasureAsync("peak-write-objects", near, Text(size)));
        await RiseAsync(bench, sizes, "exporting", size => ChildRun.MeasureAsync("peak-export", bench.Server.BaseUri(size).ToString()));
        await RiseAsync(bench, sizes, "reporting", size => ChildRun.MeasureAsync("peak-report", bench.Server.BaseUri(size).ToString()), isOurs: false);
        await RiseAsync(bench, sizes, "tables alone", size => ChildRun.MeasureAsync("peak-tables", Text(size)), isOurs: false);
        await RiseAsync(bench, sizes, "objects alone", size => ChildRun.MeasureAsync("peak-objects", Text(size)), isOurs: false);
        await RiseAsync(bench, sizes, "held", size => ChildRun.MeasureAsync("peak-held", bench.Server.BaseUri(size).ToString()), isOurs: false);
        bench.Report.Note("held: Get-Contact | Remove-Contact, which holds every row until all are read, as it must");
        bench.Report.Note("exporting: Export-Contact to a CSV; reporting: Export-ContactReport, which keeps a hash of each address and number to find duplicates");
        bench.Report.Note("tables: rows that are hash tables; objects: rows that are [pscustomobject]; alone: made, counted and not written");
    }

    private static async Task RiseAsync(Workbench bench, int[] sizes, string what, Func<int, Task<MeasuredLine>> measure, bool isOurs = true)
    {
        var taken = await Turns.TakeAsync(
            warmUp: 0,
            bench.Pick(3, 1),
            [.. sizes.Select(size => Side.Fresh(what, size, () => measure(size)))]);
        for (var i = 1; i < sizes.Length; i++)
        {
            var isLast = i == sizes.Length - 1;
            bench.Report.Over($"{what}, {Figures.Whole(sizes[i])}", taken[i], taken[0], Unit.Megabytes, isOurs && isLast ? AtMostMore : null);
        }
    }

    private static string Text(int size) => size.ToString(CultureInfo.InvariantCulture);
}
