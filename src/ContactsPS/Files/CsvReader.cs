using System.Text;

namespace ContactsPS.Files;

/// <summary>
/// Reads comma-separated values as RFC 4180 and spreadsheets have them: a quoted cell may hold delimiters, doubled quotes and line breaks, blank ones included.
/// </summary>
/// <remarks>.NET brings TextFieldParser, which drops the blank lines within a cell; what is exported here has to come back as it was.</remarks>
/// <param name="text">The text.</param>
/// <param name="delimiter">What parts cells.</param>
internal sealed class CsvReader(TextReader text, char delimiter)
{
    private const char Quote = '"';

    // Peek() of a StreamReader on .NET Framework is -1 also if a read brought less than was asked for, as a gzip stream's does: it does not tell the end.
    private readonly char[] buffer = new char[4096];
    private readonly StringBuilder cell = new();
    private int position;
    private int length;
    private long line = 1;

    /// <summary>The line on which the latest record begins, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Reads the next record that is no blank line.</summary>
    /// <returns>Its cells; null at the end.</returns>
    /// <exception cref="InvalidDataException">A quoted cell is not closed.</exception>
    public IReadOnlyList<string>? Read()
    {
        while (Peek() >= 0)
        {
            Line = line;
            var cells = ReadRecord();
            if (cells.Count > 1 || cells[0].Length > 0)
            {
                return cells;
            }
        }

        return null;
    }

    private List<string> ReadRecord()
    {
        var cells = new List<string>();
        while (true)
        {
            ReadCell();
            cells.Add(cell.ToString());
            if (!TryTake(delimiter))
            {
                TakeLineBreak();
                return cells;
            }
        }
    }

    private void ReadCell()
    {
        cell.Clear();
        if (TryTake(Quote))
        {
            ReadQuoted();
        }

        // What follows a closing quote belongs to the cell, as Import-Csv has it.
        while (Peek() is >= 0 and not ('\r' or '\n') and var next && next != delimiter)
        {
            cell.Append((char)Take());
        }
    }

    private void ReadQuoted()
    {
        while (true)
        {
            var next = Take();
            switch (next)
            {
                case < 0:
                    throw new InvalidDataException($"The quoted cell that begins in line {Line} is not closed.");
                case Quote when Peek() != Quote:
                    return;
                case Quote:
                    cell.Append((char)Take());
                    break;
                default:
                    line += next == '\n' ? 1 : 0;
                    cell.Append((char)next);
                    break;
            }
        }
    }

    private void TakeLineBreak()
    {
        _ = TryTake('\r');
        _ = TryTake('\n');
        line++;
    }

    private bool TryTake(char wanted)
    {
        var isNext = Peek() == wanted;
        if (isNext)
        {
            _ = Take();
        }

        return isNext;
    }

    private int Take()
    {
        var next = Peek();
        position++;
        return next;
    }

    /// <returns>The next character without taking it; -1 at the end.</returns>
    private int Peek()
    {
        if (position >= length)
        {
            position = 0;
            length = text.Read(buffer, 0, buffer.Length);
        }

        return length > 0 ? buffer[position] : -1;
    }
}
