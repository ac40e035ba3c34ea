using System.Management.Automation;

namespace ContactsPS.Files;

/// <summary>A row: columns, in their order, and what stands in them.</summary>
/// <param name="Columns">The columns' names.</param>
/// <param name="Values">A value for each; null where the cell is empty.</param>
internal sealed record Row(IReadOnlyList<string> Columns, IReadOnlyList<object?> Values)
{
    /// <summary>The row as Import-Csv would make it; without columns that have no name, or one that differs from another's in letter case alone, which no object has.</summary>
    public PSObject ToObject()
    {
        var row = new PSObject();
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Length > 0 && row.Properties[Columns[i]] is null)
            {
                row.Properties.Add(new PSNoteProperty(Columns[i], Values[i]));
            }
        }

        return row;
    }
}
