using System.Management.Automation;

namespace ContactsPS.Benchmarks.EmptyModule;

/// <summary>What the engine takes to give a cmdlet a row, to read eight of its columns and to write an object: no cmdlet that takes rows can take less.</summary>
[Cmdlet(VerbsCommunications.Read, "Row")]
public sealed class ReadRowCommand : PSCmdlet
{
    private static readonly string[] Columns = ["ExternalId", "Email", "PhoneNumber", "FirstName", "LastName", "CompanyName", "City", "LoyaltyPoints"];

    /// <summary>The row.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = new();

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var cells = new object?[Columns.Length];
        for (var i = 0; i < Columns.Length; i++)
        {
            cells[i] = InputObject.Properties[Columns[i]]?.Value;
        }

        WriteObject(new ReadValues(cells));
    }

    private sealed class ReadValues(object?[] values)
    {
        public object?[] Values => values;
    }
}
