namespace ContactsPS.Files;

/// <summary>Writes comma-separated values according to RFC 4180, so that <see cref="CsvReader"/> and Import-Csv read exactly what was written.</summary>
/// <param name="text">The target.</param>
/// <param name="delimiter">The delimiter.</param>
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

        // Import-Csv removes spaces from an unquoted cell.
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
