using ContactsPS.Files;

using ContactsPS.Errors;

namespace ContactsPS.Binding;

/// <summary>Knows which columns somebody reads, so that one that nobody reads is reported, once.</summary>
/// <remarks>
/// To list an object's columns makes the engine hang five members of its own on it: 12 µs and 1.7 KB a row, many times what reading the cells
/// takes. Rows of one source have the same columns, so the first hundred are looked at, and one of each hundred that follow: a column that
/// turns up later is reported as soon as it stands in a hundred rows in a row. The keys of a dictionary are at hand, and looked at in each.
/// </remarks>
internal sealed class UnusedColumnDetector
{
    private const int LookedAt = 100;

    private readonly HashSet<string> claimed;

    // Names of additional fields may differ in letter case alone.
    private readonly HashSet<string> data = new(StringComparer.Ordinal);
    private long objects;

    /// <param name="columns">Columns that the cmdlet reads by name.</param>
    /// <param name="externalDataColumns">Columns that the user named for additional data.</param>
    /// <param name="parameters">The parameters that were typed: their script blocks claim the columns they read.</param>
    public UnusedColumnDetector(IEnumerable<string> columns, IEnumerable<string> externalDataColumns, IEnumerable<object?> parameters) =>
        claimed = new HashSet<string>(columns.Concat(externalDataColumns).Concat(parameters.SelectMany(DelayBindScriptBlock.ColumnsRead)).Select(ColumnName.Clean), StringComparer.OrdinalIgnoreCase);

    /// <summary>Warns of the columns of a row that nobody claimed and that were not named before; a contact's are not sent, and known.</summary>
    /// <returns>Those among them that hold additional data, as in an export.</returns>
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

    /// <summary>What is said of columns that nobody reads.</summary>
    public static string WarningOf(IEnumerable<string> columns) => Messages.Get("UnusedColumns", InvisibleText.Show(string.Join(", ", columns)));

    /// <summary>The columns of a row that nobody claimed and that were not named before.</summary>
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
