using ContactsPS.Benchmarks.Reporting;

namespace ContactsPS.Benchmarks.Rows;

/// <summary>Writing a whole account into a file.</summary>
internal sealed class ExportRow : IRow
{
    public string Name => "export";

    public string About => "Export-Contact to a CSV, in pages of 1000; beside it Invoke-RestMethod with Export-Csv";

    public async Task RunAsync(Workbench bench)
    {
        var contacts = bench.Pick(100_000, 1_000);
        var taken = await bench.TakeTurnsAsync(
            "Export.ps1", contacts, ("BaseUri", bench.Server.BaseUri(contacts)), ("WarmUp", bench.Pick(1, 0)), ("Rounds", bench.Pick(5, 1)));
        bench.Report.Faster($"{MetricText.Whole(contacts)}: IRM, Export-Csv", taken["ours"], taken["theirs"]);
        bench.Report.Faster($"{MetricText.Whole(contacts)}: Get-, Export-Csv", taken["ours"], taken["shell"]);
    }
}
