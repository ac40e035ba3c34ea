using System.Globalization;
using System.Text;

namespace ContactsPS.Files;

/// <summary>
/// Contacts as CSV, each additional field in a column of its own. Which there are is known when the last contact was seen: until then the rows are kept, so that the
/// header can stand before them. A row has no cells for the fields that turned up after it.
/// </summary>
/// <param name="text">Where to.</param>
/// <param name="delimiter">What separates cells.</param>
/// <param name="listColumns">Columns that hold lists, separated by semicolons.</param>
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

        new CsvWriter(chunk, delimiter).Write(cells);
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
            text.Write(EncodingName.StrictUtf8.GetString(kept.Read(place)));
        }

        text.Write(chunk.ToString());
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

    private void Keep()
    {
        var rows = chunk.GetStringBuilder();
        chunks.Add(kept.Add(new ArraySegment<byte>(EncodingName.StrictUtf8.GetBytes(rows.ToString()))));
        rows.Clear();
    }
}
