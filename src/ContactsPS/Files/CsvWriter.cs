namespace ContactsPS.Files;

/// <summary>Writes comma-separated values as RFC 4180 has them, so that <see cref="CsvReader"/> and Import-Csv read exactly what was written.</summary>
/// <param name="text">Where to.</param>
/// <param name="delimiter">What parts cells.</param>
internal sealed class CsvWriter(TextWriter text, char delimiter)
{
    public const string LineEnd = "\r\n";

    private readonly char[] special = ['"', '\r', '\n', '\0', delimiter];

    /// <summary>Writes a record.</summary>
    public void Write(IReadOnlyList<string?> cells)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            if (i > 0)
            {
                text.Write(delimiter);
            }

            WriteCell(cells[i]);
        }

        text.Write(LineEnd);
    }

    private void WriteCell(string? cell)
    {
        if (cell is not { Length: > 0 })
        {
            return;
        }

        // Import-Csv takes blanks off a cell that is not quoted.
        if (char.IsWhiteSpace(cell[0]) || char.IsWhiteSpace(cell[cell.Length - 1]) || cell.IndexOfAny(special) >= 0)
        {
            text.Write('"');
            text.Write(cell.Replace("\"", "\"\""));
            text.Write('"');
        }
        else
        {
            text.Write(cell);
        }
    }
}
