namespace ContactsPS.Binding;

/// <summary>Knows which columns somebody reads, so that one that nobody does is told of, once.</summary>
internal sealed class ColumnClaims
{
    private readonly HashSet<string> claimed;

    /// <param name="columns">Columns that the cmdlet reads by name.</param>
    /// <param name="externalDataColumns">Columns that the user named for additional data.</param>
    /// <param name="parameters">The parameters that were typed: their script blocks claim the columns they read.</param>
    public ColumnClaims(IEnumerable<string> columns, IEnumerable<string> externalDataColumns, IEnumerable<object?> parameters) =>
        claimed = new HashSet<string>(columns.Concat(externalDataColumns).Concat(parameters.SelectMany(PerRow.ColumnsRead)), StringComparer.OrdinalIgnoreCase);

    /// <summary>The columns of a row that nobody claimed and that were not named before.</summary>
    public IReadOnlyList<string> FindNewUnclaimed(InputRow row)
    {
        List<string>? found = null;
        foreach (var column in row.Columns)
        {
            if (claimed.Add(column))
            {
                (found ??= []).Add(column);
            }
        }

        return found ?? (IReadOnlyList<string>)[];
    }
}
