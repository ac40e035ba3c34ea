using ContactsPS.Benchmarks.Engines;
using ContactsPS.Benchmarks.Measuring;
using ContactsPS.Benchmarks.Reporting;
using ContactsPS.Testing;

namespace ContactsPS.Benchmarks.Rows;

/// <summary>The cost of every scheduled run: the import and the first call in a new process.</summary>
internal sealed class StartRow : IRow
{
    private const double AtMostMore = 0.040;

    /// <summary>The manifest of a module that consists only of that and an assembly with two small cmdlets.</summary>
    public static string EmptyModule { get; } =
        Path.Combine(Repository.Root, "tests", "ContactsPS.Benchmarks", "EmptyModule", "bin", Repository.Configuration, "net8.0", "EmptyModule.psd1");

    public string Name => "start";

    public string About => "import beside an empty binary module, and the first call, in a fresh pwsh each time";

    public async Task RunAsync(Workbench bench)
    {
        var ours = new Sessions("ours", Repository.Manifest);
        var theirs = new Sessions("theirs", EmptyModule);
        await Turns.TakeAsync(warmUp: 0, bench.Pick(10, 1), ours.Side(bench), theirs.Side(bench));

        var pwsh = $"{bench.Pwsh.Compilation} pwsh";
        bench.Report.Over($"import, {pwsh}", new Samples(ours.Imports), new Samples(theirs.Imports), Unit.Seconds, AtMostMore);
        bench.Report.Faster($"first call, {pwsh}", new Samples(ours.FirstCalls), new Samples(theirs.FirstCalls));
        bench.Report.Over($"whole process, {pwsh}", new Samples(ours.Processes), new Samples(theirs.Processes), Unit.Seconds);
        bench.Report.Note($"measured in {bench.Pwsh.Description}");
        bench.Report.Note("first call: Connect-ContactService and Get-Contact -First 1, beside one Invoke-RestMethod for one contact");
        bench.Report.Note("whole process: from its start to its end, with both; theirs imports the empty module");
    }

    /// <summary>The figures of one side, with a new process in each turn.</summary>
    private sealed record Sessions(string Name, string Manifest)
    {
        public List<double> Imports { get; } = [];

        public List<double> FirstCalls { get; } = [];

        public List<double> Processes { get; } = [];

        public Side Side(Workbench bench) => new(Name, async () =>
        {
            var run = await bench.Pwsh.RunAsync("Start.ps1", ("BaseUri", bench.Server.BaseUri(10_000)), ("Manifest", Manifest), ("Side", Name));
            var taken = ByTurns.Of(run.Lines, expected: 1);
            Imports.Add(taken["import"].Median);
            FirstCalls.Add(taken["first"].Median);
            Processes.Add(run.Seconds);
            return run.Seconds;
        });
    }
}
