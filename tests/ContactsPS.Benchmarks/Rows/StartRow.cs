using ContactsPS.Benchmarks.Engines;
using ContactsPS.Benchmarks.Measuring;
using ContactsPS.Benchmarks.Reporting;
using ContactsPS.Testing;

namespace ContactsPS.Benchmarks.Rows;

/// <summary>What a scheduled task pays every time: the import and the first call of a fresh process.</summary>
internal sealed class StartRow : IRow
{
    private const double AtMostMore = 0.060;

    /// <summary>The module that is nothing but a manifest and an assembly with one cmdlet.</summary>
    private static string EmptyManifest { get; } =
        Path.Combine(Repository.Root, "tests", "ContactsPS.Benchmarks", "EmptyModule", "bin", Repository.Configuration, "net8.0", "EmptyModule.psd1");

    public string Name => "start";

    public string About => "import beside an empty binary module, and the first call";

    public async Task RunAsync(Workbench bench)
    {
        var rounds = bench.Pick(10, 1);
        var hosted = await Turns.TakeAsync(bench.Pick(1, 0), rounds, Hosted(Repository.Manifest), Hosted(EmptyManifest));
        bench.Report.Over("import, engine without pwsh", hosted[0], hosted[1], Unit.Seconds, AtMostMore);

        var uri = bench.Server.BaseUri(10_000);
        var call = await Turns.TakeAsync(bench.Pick(1, 0), rounds, Side.Fresh("first call", 1, () => ChildRun.MeasureAsync("first-call", uri.ToString())));
        bench.Report.Alone("first call, engine without pwsh", call[0], Unit.Seconds);
        if (bench.Pwsh is { } pwsh)
        {
            await InPwshAsync(bench, pwsh, uri, rounds);
        }
        else
        {
            bench.Report.NotMeasured("import and first call in pwsh", "there is no pwsh");
        }
    }

    private static async Task InPwshAsync(Workbench bench, Pwsh pwsh, Uri uri, int rounds)
    {
        var whole = new Dictionary<string, List<double>>(StringComparer.Ordinal) { ["ours"] = [], ["theirs"] = [] };
        Side Import(string name, string manifest) => new(name, async () =>
        {
            var run = await pwsh.RunAsync("Import.ps1", ("Manifest", manifest));
            whole[name].Add(run.Seconds);
            return run.Lines.Single().Value;
        });

        var import = await Turns.TakeAsync(warmUp: 0, rounds, Import("ours", Repository.Manifest), Import("theirs", EmptyManifest));
        bench.Report.Over("import, pwsh", import[0], import[1], Unit.Seconds, AtMostMore);
        bench.Report.Over("whole pwsh process, import", new Samples(whole["ours"]), new Samples(whole["theirs"]), Unit.Seconds);

        Side First(string side) => Side.Fresh(side, 1, async () =>
            (await pwsh.RunAsync("First.ps1", ("BaseUri", uri), ("Manifest", Repository.Manifest), ("Side", side))).Lines.Single());

        var first = await Turns.TakeAsync(warmUp: 0, rounds, First("ours"), First("theirs"));
        bench.Report.Faster("first call, pwsh: IRM", first[0], first[1]);
        bench.Report.Note("first call: Connect-ContactService and Get-Contact -First 1, beside one Invoke-RestMethod for one contact");
    }

    private static Side Hosted(string manifest) => Side.Fresh("import", 0, () => ChildRun.MeasureAsync("import", manifest));
}
