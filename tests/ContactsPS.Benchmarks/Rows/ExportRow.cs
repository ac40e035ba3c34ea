using ContactsPS.Benchmarks.Engines;
using ContactsPS.Benchmarks.Measuring;
using ContactsPS.Benchmarks.Reporting;
using ContactsPS.Testing;

namespace ContactsPS.Benchmarks.Rows;

/// <summary>Writing a whole account into a file.</summary>
internal sealed class ExportRow : IRow
{
    public string Name => "export";

    public string About => "Export-Contact to a CSV, in pages of 1000; beside it Invoke-RestMethod with Export-Csv";

    public async Task RunAsync(Workbench bench)
    {
        var contacts = bench.Pick(100_000, 2_000);
        if (bench.Pwsh is not { } pwsh)
        {
            bench.Report.NotMeasured(Figures.Whole(contacts), "there is no pwsh, and the engine alone has no Export-Csv");
            return;
        }

        var run = await pwsh.RunAsync("Export.ps1", ("BaseUri", bench.Server.BaseUri(contacts)), ("Manifest", Repository.Manifest), ("Rounds", bench.Pick(5, 1)));
        var taken = ByTurns.Of(run, contacts);
        bench.Report.Faster($"{Figures.Whole(contacts)}: IRM, Export-Csv", taken["ours"], taken["theirs"]);
        bench.Report.Faster($"{Figures.Whole(contacts)}: Get-, Export-Csv", taken["ours"], taken["shell"]);
    }
}
