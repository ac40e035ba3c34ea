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

    /// <summary>The names of the columns, without trailing unnamed ones.</summary>
    public string[] Columns { get; }

    /// <summary>The number of cells of the header, including those without a name.</summary>
    public int Width { get; }

    /// <summary>Reads up to the header, and skips comments before it. A file without a header has no columns.</summary>
    /// <exception cref="InvalidDataException">It is not the header of a CSV.</exception>
    public static CsvHeader Read(CsvReader reader)
    {
        while (reader.Read())
        {
            var cells = reader.Cells.ToList();
            if (cells[0].StartsWith(Fields, StringComparison.Ordinal))
            {
                // A log in the extended format of the W3C.
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

    /// <exception cref="InvalidDataException">A column occurs twice.</exception>
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
