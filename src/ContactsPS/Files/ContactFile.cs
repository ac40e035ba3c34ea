using System.IO.Compression;
using System.Text;

namespace ContactsPS.Files;

/// <summary>What a file of contacts is by its name: CSV, or JSON Lines (<c>.jsonl</c>, <c>.ndjson</c>), either of them compressed where it ends in <c>.gz</c>.</summary>
/// <param name="path">Where it is.</param>
internal sealed class ContactFile(string path)
{
    private const int BufferSize = 64 * 1024;

    public string Path => path;

    /// <summary>Its name without its folder, as messages name it.</summary>
    public string Name => System.IO.Path.GetFileName(path);

    public bool IsCompressed => HasExtension(path, ".gz");

    public bool IsJsonLines => HasExtension(PlainName, ".jsonl") || HasExtension(PlainName, ".ndjson");

    private string PlainName => IsCompressed ? path.Substring(0, path.Length - ".gz".Length) : path;

    /// <summary>The rows, as they are read. A line that is no JSON object gives an error in place of a row.</summary>
    /// <param name="delimiter">What parts the cells of CSV.</param>
    /// <param name="encoding">The encoding, where no byte-order mark tells it.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no CSV, or no gzip.</exception>
    /// <exception cref="DecoderFallbackException">It is of another encoding.</exception>
    public IEnumerable<FileRow> Read(char delimiter, Encoding encoding)
    {
        using var bytes = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferSize);
        using Stream plain = IsCompressed ? new GZipStream(bytes, CompressionMode.Decompress) : bytes;
        using var text = new StreamReader(plain, encoding, detectEncodingFromByteOrderMarks: true, BufferSize);
        foreach (var row in IsJsonLines ? JsonLines.Read(text) : ReadCsv(text, delimiter))
        {
            yield return row;
        }
    }

    private static IEnumerable<FileRow> ReadCsv(TextReader text, char delimiter)
    {
        var reader = new CsvReader(text, delimiter);
        var header = reader.Read()?.Select(ColumnOf).ToArray() ?? [];
        while (reader.Read() is { } record)
        {
            // Cells beyond the header have no name; missing ones are empty.
            var values = new object?[header.Length];
            for (var i = 0; i < header.Length; i++)
            {
                values[i] = i < record.Count && record[i].Length > 0 ? FormulaInjectionGuard.Restored(record[i]) : null;
            }

            yield return new FileRow(reader.Line, new Row(header, values));
        }
    }

    /// <summary>The name of a column without blanks around it; behind the prefix of additional data blanks are part of a field's name.</summary>
    private static string ColumnOf(string cell) => cell.StartsWith(DataColumn.Prefix, StringComparison.Ordinal) ? cell : cell.Trim();

    private static bool HasExtension(string name, string extension) => name.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A row of a file.</summary>
/// <param name="Line">The line on which it begins, from 1.</param>
/// <param name="Row">What it holds; null where the line is not to be read.</param>
internal sealed record FileRow(long Line, Row? Row);
