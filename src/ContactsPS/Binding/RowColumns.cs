using ContactsPS.Files;

namespace ContactsPS.Binding;

/// <summary>The columns of a row that is a list of cells or a dictionary: the place of each, found by name whatever its letter case.</summary>
internal sealed class RowColumns
{
    // Rows of one source share the list of their columns.
    [ThreadStatic]
    private static (IReadOnlyList<string> Names, RowColumns Columns)? latest;

    private readonly Dictionary<string, int> places = new(StringComparer.OrdinalIgnoreCase);

    // Names that differ from one of the others in letter case alone, as a service's additional fields may.
    private readonly Dictionary<string, int>? twins;

    /// <param name="names">The names, in the order of the cells.</param>
    /// <param name="isTable">Whether they are those of additional fields, and stay as they are.</param>
    public RowColumns(IReadOnlyList<string> names, bool isTable)
    {
        for (var place = 0; place < names.Count; place++)
        {
            var column = isTable ? names[place] : ColumnName.Clean(names[place]);
            if (!places.TryGetValue(column, out var other))
            {
                places.Add(column, place);
                continue;
            }

            // Additional fields may differ in letter case alone.
            if (!isTable && !(column.StartsWith(DataColumn.Prefix, StringComparison.Ordinal) && !places.Keys.Contains(column, StringComparer.Ordinal)))
            {
                Repeated ??= (places.Keys.First(key => string.Equals(key, column, StringComparison.OrdinalIgnoreCase)), names[place]);
            }

            (twins ??= new Dictionary<string, int>(StringComparer.Ordinal))[column] = place;
        }
    }

    public IEnumerable<string> Names => twins is null ? places.Keys : places.Keys.Concat(twins.Keys);

    /// <summary>Two spellings of one column: nobody knows which of them is meant. Null if each column is there once.</summary>
    public (string One, string Other)? Repeated { get; }

    /// <summary>Those of a row.</summary>
    /// <param name="names">The row's columns, a list that does not change.</param>
    public static RowColumns Of(IReadOnlyList<string> names)
    {
        if (latest is not var (known, columns) || !ReferenceEquals(known, names))
        {
            columns = new RowColumns(names, isTable: false);
            latest = (names, columns);
        }

        return columns;
    }

    /// <summary>The place of a column; null if there is no such column.</summary>
    public int? PlaceOf(string column) =>
        twins is not null && twins.TryGetValue(column, out var twin) ? twin
        : places.TryGetValue(column, out var place) ? place
        : null;
}
