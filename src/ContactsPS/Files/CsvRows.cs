using ContactsPS.Errors;

namespace ContactsPS.Files;

/// <summary>The rows of a CSV, as Import-Csv reads them. What Import-Csv guesses or drops silently is a defect of the row.</summary>
internal sealed class CsvRows
{
    private readonly CsvReader reader;
    private readonly CsvHeader header;
    private readonly List<string> notes = [];
    private readonly CsvWidths widths = new();

    /// <param name="text">The text.</param>
    /// <param name="delimiter">The delimiter, if it was given.</param>
    /// <exception cref="InvalidDataException">It is not a CSV.</exception>
    public CsvRows(TextReader text, char? delimiter)
    {
        reader = new CsvReader(text, delimiter ?? CsvDelimiter.Default);
        if (reader.TakeSeparatorLine(isNamed: delimiter is not null) is { } told)
        {
            notes.Add(Messages.Get("SeparatorLine", told, delimiter ?? told));
        }

        if (reader.TakeTypeLine() is { } line)
        {
            notes.Add(Messages.Get("TypeLine", line));
        }

        header = CsvHeader.Read(reader);
    }

    public IReadOnlyList<string> Columns => header.Columns;

    /// <summary>Lines for the verbose stream about the lines before the header.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>The number of rows skipped because all their cells are empty, as Excel writes them.</summary>
    public long Empty { get; private set; }

    public IEnumerable<FileRow> Read()
    {
        while (reader.Read())
        {
            var cells = reader.Cells;
            var isEmpty = IsEmpty(cells);
            var isCut = widths.IsTooNarrow(reader.Records, cells, isEmpty);
            if (isEmpty && !isCut)
            {
                Empty++;
                continue;
            }

            var defect = FindDefect(cells) ?? (isCut ? Kept("FewerCells", cells.Count) : null);
            yield return new FileRow(reader.Line, RowOf(cells), defect) { CellCount = cells.Count, SpansLines = reader.SpansLines, IsUnterminated = reader.IsUnterminated };
        }
    }

    private static bool IsEmpty(IReadOnlyList<string> cells)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            if (cells[i].Length > 0)
            {
                return false;
            }
        }

        return true;
    }

    private Row RowOf(IReadOnlyList<string> cells)
    {
        var values = new object?[header.Columns.Length];
        for (var i = 0; i < values.Length && i < cells.Count; i++)
        {
            values[i] = cells[i].Length > 0 ? FormulaInjectionGuard.Restored(cells[i]) : null;
        }

        return new Row(header.Columns, values);
    }

    private FileDefect? FindDefect(IReadOnlyList<string> cells)
    {
        if (reader.Flaw is CsvFlaw.TextBehindQuote or CsvFlaw.Nul)
        {
            return Refused(reader.Flaw == CsvFlaw.Nul ? "CellHasNul" : "TextBehindQuote", reader.FlawedCell, NameOf(reader.FlawedCell - 1));
        }

        if (cells.Count > header.Width)
        {
            return Refused("TooManyCells", cells.Count, header.Width);
        }

        for (var i = header.Columns.Length; i < cells.Count; i++)
        {
            if (cells[i].Length > 0)
            {
                return Refused("CellWithoutColumn", i + 1);
            }
        }

        return reader.Flaw == CsvFlaw.StrayQuote ? Kept("StrayQuote", reader.FlawedCell, NameOf(reader.FlawedCell - 1)) : null;
    }

    private string NameOf(int cell) => cell < header.Columns.Length ? header.Columns[cell] : Messages.Get("NoColumn");

    private static FileDefect Refused(string message, params object[] values) => new(Messages.Get(message, values), RefusesRow: true);

    private static FileDefect Kept(string message, params object[] values) => new(Messages.Get(message, values), RefusesRow: false);
}
