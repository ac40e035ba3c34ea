using System.Management.Automation;

namespace ContactsPS.Files;

/// <summary>A row: columns, in order, and their values.</summary>
/// <param name="Columns">The columns' names.</param>
/// <param name="Values">A value for each; null if the cell is empty.</param>
internal sealed record Row(IReadOnlyList<string> Columns, IReadOnlyList<object?> Values)
{
    /// <summary>The row as Import-Csv would return it, without unnamed columns and those that differ only in letter case, which an object cannot have.</summary>
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
