using ContactsPS.Benchmarks.Measuring;
using ContactsPS.Benchmarks.Reporting;
using ContactsPS.Testing;

namespace ContactsPS.Benchmarks.Rows;

/// <summary>The cost of taking the first contact of a long list.</summary>
internal sealed class RequestsRow : IRow
{
    private const int AtMost = 2;

    public string Name => "requests";

    public string About => "Get-Contact -PageSize 1000 | Select-Object -First 1";

    public async Task RunAsync(Workbench bench)
    {
        // With latency too: then prefetching has the time to send more requests.
        foreach (var milliseconds in bench.IsShort ? [20] : new[] { 0, 20 })
        {
            var uri = bench.Server.BaseUri(200_000, milliseconds);
            var counts = new List<double>();
            for (var round = 0; round < bench.Pick(5, 1); round++)
            {
                // Counted after the process has ended: by then, requests that it did not wait for have arrived.
                var before = await bench.Server.StatsAsync(uri);
                var run = await bench.Pwsh.RunAsync("One.ps1", ("BaseUri", uri), ("Manifest", Repository.Manifest));
                Side.Expect("Select-Object", 1, run.Lines.Single().Count);
                counts.Add((await bench.Server.StatsAsync(uri)).Since(before).Lists);
            }

            bench.Report.Alone($"list requests, {milliseconds} ms away", new Samples(counts), Unit.Requests, AtMost);
        }
    }
}
