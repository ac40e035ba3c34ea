using ContactsPS.Errors;

namespace ContactsPS.Files;

/// <summary>The columns of a CSV, as Import-Csv finds and names them.</summary>
internal sealed class CsvHeader
{
    private const string Fields = "#Fields: ";

    private CsvHeader(string[] columns, int width)
    {
        Columns = columns;
        Width = width;
    }

    /// <summary>The columns' names. Those at the end that have none are left out.</summary>
    public string[] Columns { get; }

    /// <summary>How many cells the header has, those without a name included.</summary>
    public int Width { get; }

    /// <summary>Reads lines up to the header: comments before it are passed over. A file without a header has no columns.</summary>
    /// <exception cref="InvalidDataException">It cannot be the header of a CSV.</exception>
    public static CsvHeader Read(CsvReader reader)
    {
        while (reader.Read())
        {
            var cells = reader.Cells.ToList();
            if (cells[0].StartsWith(Fields, StringComparison.Ordinal))
            {
                // A log of the W3C's extended format.
                cells[0] = cells[0].Substring(Fields.Length);
            }
            else if (cells[0].Length > 0 && cells[0][0] == '#')
            {
                continue;
            }

            return reader.Flaw switch
            {
                CsvFlaw.None or CsvFlaw.StrayQuote => new CsvHeader(Named(cells), cells.Count),
                CsvFlaw.Nul => throw new InvalidDataException(Messages.Get("HeaderHasNul")),
                _ => throw new InvalidDataException(Messages.Get("HeaderHasFlaw", reader.FlawedCell)),
            };
        }

        return new CsvHeader([], 0);
    }

    /// <exception cref="InvalidDataException">A column stands there twice.</exception>
    private static string[] Named(List<string> cells)
    {
        var columns = cells.ConvertAll(ColumnName.Clean);
        while (columns.Count > 1 && columns[columns.Count - 1].Length == 0)
        {
            columns.RemoveAt(columns.Count - 1);
        }

        var unnamed = 0;
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < columns.Count; i++)
        {
            columns[i] = columns[i].Length > 0 ? columns[i] : $"H{++unnamed}";
            if (places.TryGetValue(ColumnName.Key(columns[i]), out var first))
            {
                throw new InvalidDataException(Messages.Get("ColumnIsRepeated", columns[i], first + 1, i + 1));
            }

            places.Add(ColumnName.Key(columns[i]), i);
        }

        return [.. columns];
    }
}
