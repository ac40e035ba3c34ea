using System.Globalization;
using System.Text;

namespace ContactsPS.Files;

/// <summary>
/// Contacts as CSV, each additional field in a column of its own. The fields are known after the last contact, so the rows are kept until then, and the
/// header is written first. Earlier rows get empty cells for later fields, because a short row would not show whether a cell is empty or was lost.
/// </summary>
/// <param name="text">The target.</param>
/// <param name="delimiter">The delimiter.</param>
/// <param name="listColumns">Columns that contain lists, separated by semicolons.</param>
internal sealed class CsvContacts(TextWriter text, char delimiter, IReadOnlyList<string> listColumns) : IContactFormat
{
    private const int ChunkLength = 32 * 1024;
    private const long MostInMemory = 4 * 1024 * 1024;

    private readonly List<string?> header = [.. ContactColumns.All.Select(column => column.Name), .. listColumns];
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly List<string?> cells = [];
    private readonly SpooledRowStore kept = new(MostInMemory);
    private readonly List<long> chunks = [];
    private readonly StringWriter chunk = new(CultureInfo.InvariantCulture);
    private readonly List<int> rowEnds = [];
    private int width;

    public void Write(Contact contact, IReadOnlyList<IReadOnlyList<string>> lists)
    {
        cells.Clear();
        foreach (var (_, read) in ContactColumns.All)
        {
            cells.Add(Cell(read(contact)));
        }

        foreach (var list in lists)
        {
            cells.Add(Cell(list.Count == 0 ? null : string.Join(";", list)));
        }

        while (cells.Count < header.Count)
        {
            cells.Add(null);
        }

        foreach (var entry in contact.ExternalData)
        {
            cells[PlaceOf(entry.Key)] = Cell(entry.Value);
        }

        if (cells.Count > width && rowEnds.Count > 0)
        {
            Keep();
        }

        width = cells.Count;
        new CsvWriter(chunk, delimiter).Write(cells);
        rowEnds.Add(chunk.GetStringBuilder().Length);
        if (chunk.GetStringBuilder().Length >= ChunkLength)
        {
            Keep();
        }
    }

    public void Complete(CancellationToken cancellationToken)
    {
        new CsvWriter(text, delimiter).Write(header);
        foreach (var place in chunks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var reader = new BinaryReader(new MemoryStream(kept.Read(place)), EncodingName.StrictUtf8);
            var cellCount = reader.ReadInt32();
            var ends = new int[reader.ReadInt32()];
            for (var i = 0; i < ends.Length; i++)
            {
                ends[i] = reader.ReadInt32();
            }

            Write(reader.ReadString(), cellCount, ends);
        }

        Write(chunk.ToString(), width, rowEnds);
    }

    public void Dispose()
    {
        kept.Dispose();
        chunk.Dispose();
    }

    private static string? Cell(object? value) => value switch
    {
        null => null,
        string written => FormulaInjectionGuard.Guarded(written),
        _ => DataValue.Of(value).ToText(),
    };

    private int PlaceOf(string name)
    {
        if (!places.TryGetValue(name, out var place))
        {
            place = header.Count;
            places.Add(name, place);
            header.Add(DataColumn.Prefix + name);
            cells.Add(null);
        }

        return place;
    }

    /// <summary>Writes rows, each with as many cells as the header has.</summary>
    private void Write(string rows, int cellCount, IReadOnlyList<int> ends)
    {
        if (cellCount == header.Count)
        {
            text.Write(rows);
            return;
        }

        var empty = new string(delimiter, header.Count - cellCount);
        var start = 0;
        foreach (var end in ends)
        {
            var row = rows.Substring(start, end - start - CsvWriter.LineEnd.Length);
            text.Write(row);
            text.Write(empty);
            text.Write(CsvWriter.LineEnd);
            start = end;
        }
    }

    private void Keep()
    {
        using var buffer = new MemoryStream();
        using (var writer = new BinaryWriter(buffer, EncodingName.StrictUtf8, leaveOpen: true))
        {
            writer.Write(width);
            writer.Write(rowEnds.Count);
            rowEnds.ForEach(writer.Write);
            writer.Write(chunk.ToString());
        }

        chunks.Add(kept.Add(new ArraySegment<byte>(buffer.GetBuffer(), 0, (int)buffer.Length)));
        chunk.GetStringBuilder().Clear();
        rowEnds.Clear();
    }
}
