using System.Globalization;

namespace ContactsPS.Endurance.Fuzz;

/// <summary>Answers that no service should give, for every operation.</summary>
internal sealed class FuzzPart : IPart
{
    private const int Long = 500_000;
    private const int Short = 20_000;
    private const int Steps = 10;
    private const double MostGrowth = 16;

    public string Name => "fuzz";

    public string About => "any response leads to a result or one ContactsException, quickly and in bounded memory";

    public async Task<bool> RunAsync(EnduranceRun run)
    {
        var findings = new Findings(run.Journal);
        var heaps = new List<double>();
        using var pool = new FuzzPool(findings);
        await pool.WarmUpAsync();
        var step = run.Pick(Long, Short) / Steps;
        for (var i = 0; i < Steps; i++)
        {
            await pool.RunAsync(run.Seed + (i * step), step);
            heaps.Add(GC.GetTotalMemory(forceFullCollection: true) / 1e6);
            run.Journal.Note(string.Create(CultureInfo.InvariantCulture, $"{pool.Counters.Operations} operations, heap {heaps[^1]:0.0} MB, {findings.Count} wrong"));
        }

        var counters = pool.Counters;
        var growth = heaps[^1] - heaps[0];
        run.Journal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{counters.Operations} operations, {counters.Answers} answers: {counters.Results} results, {counters.Exceptions} ContactsExceptions, {findings.Count} wrong; slowest {counters.Slowest.TotalMilliseconds:0} ms, most memory {counters.MostForAByte:0} bytes a byte, heap {growth:+0.0;-0.0} MB"));
        await new CutLists(findings, run).RunAsync();
        await new OverSockets(findings, run).RunAsync();
        await new Bombs(findings, run).RunAsync();
        findings.Sum();
        return findings.Count == 0 && growth <= MostGrowth;
    }
}
