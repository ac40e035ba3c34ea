using ContactsPS.Files;

using ContactsPS.Errors;

namespace ContactsPS.Binding;

/// <summary>Finds columns that nothing reads, and reports each once.</summary>
/// <remarks>
/// When an object's columns are listed, the engine adds five members to the object: 12 µs and 1.7 KB for each row, many times the cost of reading the cells.
/// Rows of one source have the same columns, so the first hundred rows are checked, and one of each hundred that follow: a column that
/// appears later is reported when it occurs in a hundred consecutive rows. The keys of a dictionary cost nothing, and are checked in each row.
/// </remarks>
internal sealed class UnusedColumnDetector
{
    private const int LookedAt = 100;

    private readonly HashSet<string> claimed;

    // Names of additional fields may differ only in letter case.
    private readonly HashSet<string> data = new(StringComparer.Ordinal);
    private long objects;

    /// <param name="columns">Columns that the cmdlet reads by name.</param>
    /// <param name="externalDataColumns">Columns that the user named for additional data.</param>
    /// <param name="parameters">The typed parameters, whose script blocks may read columns.</param>
    public UnusedColumnDetector(IEnumerable<string> columns, IEnumerable<string> externalDataColumns, IEnumerable<object?> parameters) =>
        claimed = new HashSet<string>(columns.Concat(externalDataColumns).Concat(parameters.SelectMany(DelayBindScriptBlock.ColumnsRead)).Select(ColumnName.Clean), StringComparer.OrdinalIgnoreCase);

    /// <summary>Warns about the unused columns of a row that were not reported before. The columns of a contact are known and not reported.</summary>
    /// <returns>Those that contain additional data, as in an export.</returns>
    public IReadOnlyList<DataColumn> Learn(ContactInput input, Action<string> warn)
    {
        if (input is { IsContact: true } or { Row: null } || FindNewUnused(input.Row) is not { Count: > 0 } columns)
        {
            return [];
        }

        if (columns.Where(static column => DataColumn.OfExport(column) is null).ToList() is { Count: > 0 } others)
        {
            warn(WarningOf(others));
        }

        return columns.Select(DataColumn.OfExport).OfType<DataColumn>().ToList();
    }

    /// <summary>The warning about unused columns.</summary>
    public static string WarningOf(IEnumerable<string> columns) => Messages.Get("UnusedColumns", InvisibleText.Show(string.Join(", ", columns)));

    /// <summary>The unused columns of a row that were not reported before.</summary>
    public IReadOnlyList<string> FindNewUnused(InputRow row)
    {
        if (!row.IsDictionary && objects++ >= LookedAt && objects % LookedAt != 0)
        {
            return [];
        }

        List<string>? found = null;
        foreach (var column in row.Columns)
        {
            if (column.StartsWith(DataColumn.Prefix, StringComparison.OrdinalIgnoreCase) ? !claimed.Contains(column) && data.Add(column) : claimed.Add(column))
            {
                (found ??= []).Add(column);
            }
        }

        return found ?? (IReadOnlyList<string>)[];
    }
}
