using System.Management.Automation;
using System.Text;

namespace ContactsPS.Shell.StandIns;

/// <summary>Objects as rows of a file; the first one's properties are the columns.</summary>
[Cmdlet(VerbsData.Export, "Csv")]
public sealed class ExportCsvCommand : PSCmdlet
{
    private readonly List<string> lines = [];
    private string[]? columns;

    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter]
    [FileEncoding]
    [ValidateNotNull]
    public Encoding Encoding { get; set; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Taken as in Windows PowerShell; no type is written anyway.</summary>
    [Parameter]
    public SwitchParameter NoTypeInformation { get; set; }

    protected override void ProcessRecord()
    {
        if (InputObject is not { } row)
        {
            return;
        }

        if (columns is null)
        {
            columns = [.. row.Properties.Select(property => property.Name)];
            lines.Add(Line(columns));
        }

        lines.Add(Line(columns.Select(column => LanguagePrimitives.ConvertTo<string>(row.Properties[column]?.Value))));
    }

    protected override void EndProcessing() => File.WriteAllLines(GetUnresolvedProviderPathFromPSPath(Path), lines, Encoding);

    private static string Line(IEnumerable<string?> cells) =>
        string.Join(',', cells.Select(cell => string.IsNullOrEmpty(cell) ? string.Empty : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
}
