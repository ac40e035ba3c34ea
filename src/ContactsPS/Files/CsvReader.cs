using ContactsPS.Errors;

namespace ContactsPS.Files;

/// <summary>
/// Reads comma-separated values like Import-Csv: spaces before a cell are ignored, a quoted cell may contain delimiters, doubled quotation marks and line breaks, a
/// quotation mark within an unquoted cell is an ordinary character, and of the spaces after such a cell the first is kept.
/// </summary>
/// <remarks>
/// Import-Csv guesses what these rules do not cover. Here that is a <see cref="Flaw"/>: text after a closing quotation mark, and NUL outside quotation
/// marks, as in a file that a file system damaged. A quotation mark that is never closed ends the reading.
/// </remarks>
/// <param name="text">The text.</param>
/// <param name="delimiter">The delimiter.</param>
internal sealed class CsvReader(TextReader text, char delimiter)
{
    private const char Quote = '"';

    private readonly CsvBuffer buffer = new(text);
    private readonly List<string> cells = [];
    private char delimiter = delimiter;

    /// <summary>The first line of the latest record, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>The number of records read, including blank lines.</summary>
    public long Records { get; private set; }

    /// <summary>Whether a cell of the latest record has several lines.</summary>
    public bool SpansLines { get; private set; }

    /// <summary>The cells of the latest record. The next one replaces them.</summary>
    public IReadOnlyList<string> Cells => cells;

    /// <summary>The flaw of the latest record.</summary>
    public CsvFlaw Flaw { get; private set; }

    /// <summary>The cell with the flaw, from 1.</summary>
    public int FlawedCell { get; private set; }

    /// <summary>Whether the text ends in the latest record rather than after it.</summary>
    public bool IsUnterminated { get; private set; }

    /// <summary>Takes a first line <c>sep=;</c>, with which Excel names the delimiter, and uses it unless another was given.</summary>
    /// <param name="isNamed">Whether the user named the delimiter.</param>
    /// <returns>The delimiter of that line; null if there is no such line.</returns>
    public char? TakeSeparatorLine(bool isNamed)
    {
        const string Start = "sep=";
        var line = buffer.StartOfLine(Start.Length + 2);
        if (!line.StartsWith(Start.AsSpan(), StringComparison.OrdinalIgnoreCase) || line.Length != Start.Length + 1 || !CsvDelimiter.IsValid(line[Start.Length]))
        {
            return null;
        }

        var told = line[Start.Length];
        delimiter = isNamed ? delimiter : told;
        _ = buffer.TakeLine();
        return told;
    }

    /// <summary>Takes the first line if it begins with #, like the type line that Export-Csv writes.</summary>
    /// <returns>The line; null if it is another.</returns>
    public string? TakeTypeLine() => buffer.Peek() == '#' ? buffer.TakeLine() : null;

    /// <summary>Reads the next record that is not a blank line.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="InvalidDataException">A quoted cell is not closed, or a cell is too long.</exception>
    public bool Read()
    {
        do
        {
            cells.Clear();
            Flaw = CsvFlaw.None;
            Line = buffer.Line;
            Records++;
            ReadRecord();
        }
        while (cells.Count == 1 && cells[0].Length == 0);

        return cells.Count > 0;
    }

    private void ReadRecord()
    {
        while (true)
        {
            ReadCell();
            var next = buffer.Peek();
            if (next != delimiter)
            {
                IsUnterminated = next < 0;
                SpansLines = buffer.Line > Line;
                buffer.TakeLineBreak();
                return;
            }

            buffer.Take();
        }
    }

    private void ReadCell()
    {
        buffer.Begin();
        while (IsBlank(buffer.Peek()))
        {
            buffer.Take();
        }

        buffer.Begin();
        var next = buffer.Peek();
        if (next == Quote)
        {
            ReadQuoted();
        }
        else if (next == delimiter || next is '\r' or '\n')
        {
            cells.Add(string.Empty);
        }
        else if (next >= 0)
        {
            // An empty cell at the end of the text does not count.
            buffer.TakeUntil(delimiter);
            var cell = buffer.TakenSpan;
            if (buffer.HasNul && cell.IndexOf('\0') >= 0)
            {
                Find(CsvFlaw.Nul);
            }

            // There was a quoted cell of several lines before.
            if (buffer.Line > Line && cell.IndexOf(Quote) >= 0)
            {
                Find(CsvFlaw.StrayQuote);
            }

            cells.Add(buffer.Taken(AfterBlanks(cell)));
        }
    }

    private void ReadQuoted()
    {
        buffer.Take();
        buffer.Begin();
        var cell = buffer.TakeQuoted() ?? throw new InvalidDataException(Messages.Get("QuoteNotClosed", Line));
        buffer.Begin();
        while (IsBlank(buffer.Peek()))
        {
            buffer.Take();
        }

        if (buffer.Peek() is >= 0 and not ('\r' or '\n') and var next && next != delimiter)
        {
            buffer.TakeUntil(delimiter);
            cell += buffer.Taken(buffer.TakenSpan.Length);
            Find(CsvFlaw.TextBehindQuote);
        }

        cells.Add(cell);
    }

    private void Find(CsvFlaw flaw)
    {
        if (Flaw == CsvFlaw.None || (Flaw == CsvFlaw.StrayQuote && flaw != Flaw))
        {
            Flaw = flaw;
            FlawedCell = cells.Count + 1;
        }
    }

    private bool IsBlank(int character) => character is ' ' or '\t' && character != delimiter;

    /// <summary>The length of an unquoted cell that counts: if only its end is blank and it has no quotation mark, all trailing spaces except the first are removed.</summary>
    private static int AfterBlanks(ReadOnlySpan<char> cell)
    {
        if (cell[cell.Length - 1] is not (' ' or '\t'))
        {
            return cell.Length;
        }

        var first = cell.IndexOfAny(' ', '\t', Quote);
        return cell.Slice(first).Trim(" \t".AsSpan()).IsEmpty ? first + 1 : cell.Length;
    }
}

/// <summary>What is wrong with a record.</summary>
internal enum CsvFlaw
{
    None,

    /// <summary>Text follows the closing quotation mark of a cell.</summary>
    TextBehindQuote,

    /// <summary>A cell that is not quoted contains NUL.</summary>
    Nul,

    /// <summary>An unquoted cell contains a quotation mark and follows a quoted cell of several lines, whose quotation marks may belong to two rows.</summary>
    StrayQuote,
}
