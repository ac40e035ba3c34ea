using System.Management.Automation;
using System.Text;
using Microsoft.VisualBasic.FileIO;

namespace ContactsPS.Shell.StandIns;

/// <summary>Rows of a file as objects; the framework's reader knows quotes, line breaks in quotes and byte order marks.</summary>
[Cmdlet(VerbsData.Import, "Csv")]
[OutputType(typeof(PSObject))]
public sealed class ImportCsvCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    [Parameter(Position = 1)]
    [ValidateNotNull]
    public char Delimiter { get; set; } = ',';

    /// <summary>Of a file without a byte order mark.</summary>
    [Parameter]
    [FileEncoding]
    [ValidateNotNull]
    public Encoding Encoding { get; set; } = Encoding.UTF8;

    protected override void ProcessRecord()
    {
        foreach (var file in Path.SelectMany(path => GetResolvedProviderPathFromPSPath(path, out _)))
        {
            using var parser = new TextFieldParser(file, Encoding, detectEncoding: true) { TrimWhiteSpace = false };
            parser.SetDelimiters(Delimiter.ToString());
            var columns = Read(parser) ?? [];
            while (Read(parser) is { } cells)
            {
                WriteObject(Row(columns, cells));
            }
        }
    }

    private static PSObject Row(string[] columns, string[] cells)
    {
        var row = new PSObject();
        for (var i = 0; i < columns.Length; i++)
        {
            row.Properties.Add(new PSNoteProperty(columns[i], i < cells.Length ? cells[i] : null));
        }

        return row;
    }

    private string[]? Read(TextFieldParser parser)
    {
        try
        {
            return parser.ReadFields();
        }
        catch (MalformedLineException e)
        {
            ThrowTerminatingError(new ErrorRecord(e, "MalformedLine", ErrorCategory.InvalidData, parser.ErrorLine));
            return null;
        }
    }
}
