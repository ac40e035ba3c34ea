using ContactsPS.Errors;

namespace ContactsPS.Files;

/// <summary>Reads lines of limited length, so that no line fills the memory.</summary>
internal sealed class LineReader(TextReader text)
{
    private const int MaximumLine = 64 * 1024 * 1024;

    private char[] buffer = new char[32 * 1024];
    private int start;
    private int length;

    /// <summary>The number of the latest line, from 1.</summary>
    public long Number { get; private set; }

    /// <returns>The next line; null at the end.</returns>
    /// <exception cref="InvalidDataException">It is too long.</exception>
    public string? Read()
    {
        var scanned = start;
        while (true)
        {
            var end = buffer.AsSpan(scanned, length - scanned).IndexOf('\n');
            if (end >= 0)
            {
                return Take(scanned + end - start, lineEnd: 1);
            }

            scanned = length - start;
            if (!Fill())
            {
                return length > start ? Take(length - start, lineEnd: 0) : null;
            }
        }
    }

    private string Take(int count, int lineEnd)
    {
        var line = buffer.AsSpan(start, count);
        start += count + lineEnd;
        Number++;
        return (line.Length > 0 && line[line.Length - 1] == '\r' ? line.Slice(0, line.Length - 1) : line).ToString();
    }

    private bool Fill()
    {
        Array.Copy(buffer, start, buffer, 0, length - start);
        length -= start;
        start = 0;
        if (length == buffer.Length)
        {
            if (length >= MaximumLine)
            {
                throw new InvalidDataException(Messages.Get("LineTooLong", Number + 1, MaximumLine));
            }

            Array.Resize(ref buffer, buffer.Length * 2);
        }

        var read = text.Read(buffer, length, buffer.Length - length);
        length += read;
        return read > 0;
    }
}
