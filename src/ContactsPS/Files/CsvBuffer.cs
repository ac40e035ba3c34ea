using ContactsPS.Errors;

namespace ContactsPS.Files;

/// <summary>A part of a text in which the current cell is contiguous, so that it is copied only once. The text may deliver any number of characters at a time.</summary>
internal sealed class CsvBuffer(TextReader text)
{
    /// <summary>No real cell is longer: a longer one is the rest of a file after a stray quotation mark, and would fill the memory.</summary>
    private const int MaximumCell = 16 * 1024 * 1024;

    private char[] buffer = new char[32 * 1024];
    private int start;
    private int position;
    private int length;

    /// <summary>The line of the next character, from 1.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>Whether any character so far was NUL.</summary>
    public bool HasNul { get; private set; }

    /// <summary>The characters taken since <see cref="Begin"/>.</summary>
    public ReadOnlySpan<char> TakenSpan => buffer.AsSpan(start, position - start);

    /// <summary>Starts to keep what is taken.</summary>
    public void Begin() => start = position;

    /// <summary>The first characters of what was taken.</summary>
    public string Taken(int count) => new(buffer, start, count);

    /// <returns>The next character without taking it; -1 at the end.</returns>
    public int Peek() => position < length || Fill() ? buffer[position] : -1;

    public void Take() => position++;

    /// <summary>Takes the rest of an unquoted cell.</summary>
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

    /// <summary>Takes the rest of a quoted cell, including its closing quotation mark.</summary>
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

    /// <summary>The next characters, up to the end of the line.</summary>
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

    /// <summary>Reads more characters after the kept ones.</summary>
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

        // On .NET Framework, Peek() returns -1 also after a short read: only a read shows the end.
        var read = text.Read(buffer, length, buffer.Length - length);
        HasNul |= buffer.AsSpan(length, read).IndexOf('\0') >= 0;
        length += read;
        return read > 0;
    }
}
