using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace ContactsPS.Tests.Sync;

/// <summary>
/// An independent and strict reader: it returns the keys of a file that is valid as a whole. Damage to such a file cannot be detected: complete lines that are missing, or a value or
/// a key that was replaced by another one.
/// </summary>
/// <remarks>
/// Valid means: the encoding is valid; only columns without a name are repeated; each CSV row has a key and at most as many cells as the header, and at least as many as a row of an
/// export unless its key is one of the undamaged file; no text follows a closing quotation mark, and no unquoted cell after a multi-line cell contains a quotation mark; the last
/// line of a CSV is complete; each line of JSON is an object that has a key and no repeated name; the same key is only in identical rows.
internal sealed class ValidSource(Encoding encoding, char delimiter, bool isJson, IReadOnlySet<string> undamaged)
{
    private const string Key = "ExternalId";
    private const int LongestKey = 255;

    // The columns before the additional fields: a spreadsheet leaves out empty cells at the end of a row.
    private const int NarrowestRow = 9;

    /// <returns>The keys; null if the file is not valid.</returns>
    public HashSet<string>? KeysOf(byte[] content)
    {
        try
        {
            var text = Decode(content);
            return isJson ? OfRows(text.Split('\n').Where(line => !string.IsNullOrWhiteSpace(line)).Select(ReadObject)) : OfCsv(text);
        }
        catch (Exception exception) when (exception is DecoderFallbackException or InvalidDataException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <returns>The content of a compressed file; null if it cannot be read.</returns>
    public static byte[]? Decompress(byte[] file)
    {
        try
        {
            using var gzip = new GZipStream(new MemoryStream(file), CompressionMode.Decompress);
            using var content = new MemoryStream();
            gzip.CopyTo(content);
            return content.ToArray();
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private string Decode(byte[] content)
    {
        Encoding[] marked = [new UTF8Encoding(true, true), new UnicodeEncoding(false, true, true), new UnicodeEncoding(true, true, true)];
        var named = (Encoding)encoding.Clone();
        named.DecoderFallback = DecoderFallback.ExceptionFallback;
        var used = marked.FirstOrDefault(one => content.AsSpan().StartsWith(one.Preamble));
        return used is null ? named.GetString(content) : used.GetString(content, used.Preamble.Length, content.Length - used.Preamble.Length);
    }

    private HashSet<string> OfCsv(string text)
    {
        var rows = new Queue<List<string>>(Split(text));
        var header = rows.TryDequeue(out var first) ? first : throw new InvalidDataException();
        var key = header.FindIndex(IsKey);
        if (key < 0 || header.Where(column => column.Length > 0).GroupBy(column => column, StringComparer.OrdinalIgnoreCase).Any(same => same.Count() > 1))
        {
            throw new InvalidDataException();
        }

        var isCut = text[^1] is not ('\r' or '\n') && rows.Count > 0 && (rows.Last().Count < header.Count || key == header.Count - 1);
        return isCut ? throw new InvalidDataException() : OfRows(rows.Select(row => ReadRow(row, key, header.Count)));
    }

    private (string Key, string Row) ReadRow(List<string> cells, int key, int width)
    {
        if (cells.Count > width || cells.Count <= key || (cells.Count < Math.Min(width, NarrowestRow) && !undamaged.Contains(cells[key])))
        {
            throw new InvalidDataException();
        }

        return (cells[key], string.Join('\u001F', cells).TrimEnd('\u001F'));
    }

    private static (string Key, string Row) ReadObject(string line)
    {
        using var document = JsonDocument.Parse(line);
        var properties = document.RootElement.EnumerateObject().ToList();
        var key = properties.Find(property => IsKey(property.Name));
        return key.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number && properties.Select(property => property.Name.Trim()).Distinct(StringComparer.OrdinalIgnoreCase).Count() == properties.Count
            ? (key.Value.ToString().Trim(), string.Join('\u001F', properties.Select(property => property.ToString().Trim()).Order(StringComparer.Ordinal)))
            : throw new InvalidDataException();
    }

    private static HashSet<string> OfRows(IEnumerable<(string Key, string Row)> rows)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, row) in rows)
        {
            if (key.Length is 0 or > LongestKey || key.Any(char.IsControl) || (!found.TryAdd(key, row) && found[key] != row))
            {
                throw new InvalidDataException();
            }
        }

        return [.. found.Keys];
    }

    private bool IsBlank(char character) => character is ' ' or '\t' && character != delimiter;

    private static bool IsKey(string column) => string.Equals(column.Trim(), Key, StringComparison.OrdinalIgnoreCase);

    private IEnumerable<List<string>> Split(string text)
    {
        var cells = new List<string>();
        var hasSeveralLines = false;
        for (var i = 0; i < text.Length;)
        {
            cells.Add(ReadCell(text, ref i, ref hasSeveralLines).Trim());
            if (i < text.Length && text[i] == delimiter)
            {
                i++;
                continue;
            }

            i += text.AsSpan(i).StartsWith("\r\n") ? 2 : 1;
            if (cells.Count > 1 || cells[0].Length > 0)
            {
                yield return [.. cells];
            }

            cells.Clear();
            hasSeveralLines = false;
        }

        if (cells.Count > 0)
        {
            yield return cells;
        }
    }

    private string ReadCell(string text, ref int i, ref bool hasSeveralLines)
    {
        while (i < text.Length && IsBlank(text[i]))
        {
            i++;
        }

        var isQuoted = i < text.Length && text[i] == '"';
        var cell = new StringBuilder();
        for (i += isQuoted ? 1 : 0; i < text.Length; i++)
        {
            if (isQuoted && text[i] == '"')
            {
                if (i + 1 == text.Length || text[i + 1] != '"')
                {
                    break;
                }

                i++;
            }
            else if (!isQuoted && (text[i] == delimiter || text[i] is '\r' or '\n'))
            {
                break;
            }
            else if (!isQuoted && (text[i] == '\0' || (hasSeveralLines && text[i] == '"')))
            {
                throw new InvalidDataException();
            }

            cell.Append(text[i]);
        }

        if (isQuoted)
        {
            hasSeveralLines |= cell.ToString().AsSpan().IndexOfAny('\r', '\n') >= 0;
            i = i < text.Length ? i + 1 : throw new InvalidDataException();
            while (i < text.Length && IsBlank(text[i]))
            {
                i++;
            }
        }

        return i == text.Length || text[i] == delimiter || text[i] is '\r' or '\n' ? cell.ToString() : throw new InvalidDataException();
    }
}
