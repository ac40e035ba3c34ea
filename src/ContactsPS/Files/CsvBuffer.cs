using ContactsPS.Errors;

namespace ContactsPS.Files;

/// <summary>A part of a text in which the cell that is being read is in one piece, so that it is copied once. The text may bring as little at a time as it wants.</summary>
internal sealed class CsvBuffer(TextReader text)
{
    /// <summary>What no cell needs: more is the rest of a file after a stray quotation mark, and would fill the memory.</summary>
    private const int MaximumCell = 16 * 1024 * 1024;

    private char[] buffer = new char[32 * 1024];
    private int start;
    private int position;
    private int length;

    /// <summary>The line of what is next, from 1.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>Whether any character so far was NUL.</summary>
    public bool HasNul { get; private set; }

    /// <summary>What was taken since <see cref="Begin"/>.</summary>
    public ReadOnlySpan<char> TakenSpan => buffer.AsSpan(start, position - start);

    /// <summary>Begins to keep what is taken.</summary>
    public void Begin() => start = position;

    /// <summary>So many characters of what was taken.</summary>
    public string Taken(int count) => new(buffer, start, count);

    /// <returns>The next character without taking it; -1 at the end.</returns>
    public int Peek() => position < length || Fill() ? buffer[position] : -1;

    public void Take() => position++;

    /// <summary>Takes the rest of a cell that is not quoted.</summary>
    public void TakeUntil(char delimiter)
    {
        while (true)
        {
            var found = buffer.AsSpan(position, length - position).IndexOfAny(delimiter, '\r', '\n');
            position = found < 0 ? length : position + found;
            if (found >= 0 || !Fill())
            {
                return;
            }
        }
    }

    /// <summary>Takes the rest of a quoted cell, and the quotation mark that closes it.</summary>
    /// <returns>The cell; null if it is not closed.</returns>
    public string? TakeQuoted()
    {
        var isDoubled = false;
        while (true)
        {
            var found = buffer.AsSpan(position, length - position).IndexOf('"');
            position = found < 0 ? length : position + found;
            if (found < 0)
            {
                if (!Fill())
                {
                    return null;
                }

                continue;
            }

            position++;
            if (Peek() != '"')
            {
                var cell = TakenSpan.Slice(0, position - start - 1);
                Line += LineBreaksIn(cell);
                return isDoubled ? cell.ToString().Replace("\"\"", "\"") : cell.ToString();
            }

            position++;
            isDoubled = true;
        }
    }

    /// <summary>Takes a line break if one is next.</summary>
    public void TakeLineBreak()
    {
        var next = Peek();
        if (next is not ('\r' or '\n'))
        {
            return;
        }

        position++;
        Line++;
        start = position;
        if (next == '\r' && Peek() == '\n')
        {
            position++;
        }
    }

    /// <summary>The first characters of what is next, as far as they are in one line.</summary>
    public ReadOnlySpan<char> StartOfLine(int count)
    {
        Begin();
        while (length - position < count && Fill())
        {
        }

        var line = buffer.AsSpan(position, Math.Min(count, length - position));
        var end = line.IndexOfAny('\r', '\n');
        return end < 0 ? line : line.Slice(0, end);
    }

    /// <summary>Takes the rest of the line.</summary>
    public string TakeLine()
    {
        Begin();
        TakeUntil('\n');
        var line = Taken(position - start);
        TakeLineBreak();
        return line;
    }

    private static int LineBreaksIn(ReadOnlySpan<char> cell)
    {
        var count = 0;
        for (var found = cell.IndexOfAny('\r', '\n'); found >= 0; found = cell.IndexOfAny('\r', '\n'))
        {
            count++;
            cell = cell.Slice(found + (cell[found] == '\r' && found + 1 < cell.Length && cell[found + 1] == '\n' ? 2 : 1));
        }

        return count;
    }

    /// <summary>Reads more, behind what is kept.</summary>
    /// <returns>Whether there was more.</returns>
    private bool Fill()
    {
        Array.Copy(buffer, start, buffer, 0, length - start);
        position -= start;
        length -= start;
        start = 0;
        if (length == buffer.Length)
        {
            if (length >= MaximumCell)
            {
                throw new InvalidDataException(Messages.Get("CellTooLong", Line, MaximumCell));
            }

            Array.Resize(ref buffer, buffer.Length * 2);
        }

        // Peek() of a reader on .NET Framework is -1 also if a read brought less than was asked for: only a read tells the end.
        var read = text.Read(buffer, length, buffer.Length - length);
        HasNul |= buffer.AsSpan(length, read).IndexOf('\0') >= 0;
        length += read;
        return read > 0;
    }
}
