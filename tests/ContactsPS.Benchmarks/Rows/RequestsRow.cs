using ContactsPS.Benchmarks.Measuring;
using ContactsPS.Benchmarks.Reporting;
using ContactsPS.Testing;

namespace ContactsPS.Benchmarks.Rows;

/// <summary>What taking the first contact of a whole list costs.</summary>
internal sealed class RequestsRow : IRow
{
    private const int AtMost = 2;

    public string Name => "requests";

    public string About => "Get-Contact -PageSize 1000 | Select-Object -First 1";

    public async Task RunAsync(Workbench bench)
    {
        // Far away too: there, a reader that runs ahead has the time to.
        foreach (var milliseconds in bench.IsShort ? [20] : new[] { 0, 20 })
        {
            var uri = bench.Server.BaseUri(200_000, milliseconds);
            var counts = new List<double>();
            for (var round = 0; round < bench.Pick(5, 1); round++)
            {
                // Counted when the process has ended: what it may have asked for and not waited for has arrived by then.
                var before = await bench.Server.StatsAsync(uri);
                var run = await bench.Pwsh.RunAsync("One.ps1", ("BaseUri", uri), ("Manifest", Repository.Manifest));
                Side.Expect("Select-Object", 1, run.Lines.Single().Count);
                counts.Add((await bench.Server.StatsAsync(uri)).Since(before).Lists);
            }

            bench.Report.Alone($"list requests, {milliseconds} ms away", new Samples(counts), Unit.Requests, AtMost);
        }
    }
}
