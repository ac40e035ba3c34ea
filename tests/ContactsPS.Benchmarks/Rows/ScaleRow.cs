using System.Globalization;
using ContactsPS.Benchmarks.Engines;
using ContactsPS.Benchmarks.Measuring;
using ContactsPS.Benchmarks.Plain;
using ContactsPS.Benchmarks.Reporting;
using ContactsPS.Benchmarks.Scaling;
using ContactsPS.Testing;

namespace ContactsPS.Benchmarks.Rows;

/// <summary>The growth with the number of contacts: computed from the cost of a page and a batch, and verified by a simulation.</summary>
internal sealed class ScaleRow : IRow
{
    private const int PageSize = 1000;
    private const int BatchSize = 100;
    private const int InFlight = 8;

    public string Name => "scale";

    public string About => "how it grows to a hundred million contacts, and whether that is so";

    public Columns? Columns => null;

    public async Task RunAsync(Workbench bench)
    {
        var read = await CostAsync(bench, bench.Pick(100_000, 2_000), PageSize, "$c = Get-Contact; $c.Count");
        NoteCost(bench, "a page of 1000 contacts", read);
        var write = await CostAsync(bench, bench.Pick(20_000, 500), BatchSize, $"$c = $rows | {NewRows.Create}; $c.Count");
        NoteCost(bench, "a batch of 100 new contacts", write);
        GrowthTable.Write(bench.Report, "reading", read, PageSize);
        GrowthTable.Write(bench.Report, "creating", write, BatchSize);
        await SimulateAsync(bench);
    }

    /// <summary>The cost of a request without latency, with one and with several in flight, in turns.</summary>
    private static async Task<FlowCost> CostAsync(Workbench bench, int contacts, int perRequest, string script)
    {
        var uri = bench.Server.BaseUri(contacts);
        using var one = WithRows(uri, contacts, throttleLimit: 1);
        using var several = WithRows(uri, contacts, InFlight);
        var taken = await Turns.TakeAsync(
            bench.Pick(2, 0),
            bench.Pick(5, 1),
            Side.Here("one by one", contacts, () => one.Count(script)),
            Side.Here("in flight", contacts, () => several.Count(script)));
        var requests = (double)contacts / perRequest;
        return new FlowCost(taken[0].Median / requests, taken[1].Median / requests);
    }

    private static HostedEngine WithRows(Uri uri, int contacts, int throttleLimit)
    {
        var engine = HostedEngine.WithModule();
        engine.Connect(uri, throttleLimit);
        engine.Run($"$global:rows = {NewRows.Objects}", ("n", contacts)).ThrowIfFailed();
        return engine;
    }

    private static void NoteCost(Workbench bench, string what, FlowCost cost) => bench.Report.Note(
        $"measured: {what} costs {MetricText.Of(cost.OneByOne * 1000)} ms one after the other, {MetricText.Of(cost.InFlight * 1000)} ms with {InFlight} in flight");

    private static async Task SimulateAsync(Workbench bench)
    {
        var contacts = bench.Pick(20_000, 500);
        using var sandbox = new SandboxSimulation(contacts, rounds: bench.Pick(3, 1));
        bench.Report.Line($"{$"simulated: {MetricText.Whole(contacts)} in {sandbox.Requests} requests",-40}  {"predicted",12}  {"measured",12}  {"off by",8}");
        await CheckAsync(bench, sandbox, "reading", sandbox.Read);
        await CheckAsync(bench, sandbox, "creating", sandbox.Write);
    }

    private static async Task CheckAsync(Workbench bench, SandboxSimulation sandbox, string what, Func<int, int, double> measure)
    {
        if (!bench.IsShort)
        {
            // The first run is slower than any later one.
            measure(0, 1);
        }

        var cost = new FlowCost(measure(0, 1) / sandbox.Requests, measure(0, InFlight) / sandbox.Requests);
        foreach (var milliseconds in bench.IsShort ? [5] : new[] { 5, 20 })
        {
            var latency = await SandboxSimulation.DelayAsync(milliseconds);
            foreach (var inFlight in new[] { 1, InFlight })
            {
                var predicted = cost.Seconds(sandbox.Requests, latency, inFlight);
                var measured = measure(milliseconds, inFlight);
                var head = string.Create(CultureInfo.InvariantCulture, $"  {what}, {milliseconds} ms away, {inFlight} in flight");
                var off = string.Create(CultureInfo.InvariantCulture, $"{((measured / predicted) - 1) * 100:+0;-0;0} %");
                bench.Report.Line($"{head,-40}  {Span.Of(predicted),12}  {Span.Of(measured),12}  {off,8}");
            }
        }
    }
}
