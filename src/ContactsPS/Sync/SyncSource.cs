using System.Runtime.InteropServices;
using ContactsPS.Binding;
using ContactsPS.Files;

namespace ContactsPS.Sync;

/// <summary>
/// The contacts that there should be. Of each only its key's print and where its row is kept are in memory, so that ten million fit; the rows are in a
/// <see cref="RowStore"/>.
/// </summary>
/// <param name="columns">The columns that are read by name, in the order in which errors show them.</param>
internal sealed class SyncSource(IEnumerable<string> columns) : IDisposable
{
    private readonly List<string> columns = columns.ToList();
    private readonly Dictionary<Guid, int> places = [];
    private readonly List<Entry> entries = [];
    private readonly RowStore store = new();
    private readonly RowSerializer serializer = new();

    /// <summary>How many rows there are, those with a key that stands twice among them.</summary>
    public int Count => entries.Count;

    /// <summary>Takes a column that was seen for the first time.</summary>
    public void AddColumn(string column) => columns.Add(column);

    /// <summary>What a row holds in each of the columns.</summary>
    public object?[] ValuesOf(InputRow row) => columns.Select(column => row.TryCell(column, out var value) ? PlainValue.Of(value, "Row", column) : RowSerializer.Absent).ToArray();

    /// <summary>The cells that a row has.</summary>
    public Cells CellsOf(IReadOnlyList<object?> values)
    {
        var present = Enumerable.Range(0, values.Count).Where(i => !ReferenceEquals(values[i], RowSerializer.Absent)).ToList();
        return new Cells(present.ConvertAll(i => columns[i]), present.ConvertAll(i => values[i]));
    }

    /// <summary>Takes a row.</summary>
    /// <param name="print">Its key's print.</param>
    /// <param name="number">Its place in the pipeline, or its line in the file.</param>
    /// <param name="values">What it holds, as <see cref="ValuesOf"/> gives it.</param>
    /// <param name="fate">Missing, or unusable.</param>
    public void Add(Guid print, long number, object?[] values, Fate fate)
    {
        if (places.TryGetValue(print, out var first))
        {
            fate = fate == Fate.Missing ? Fate.Twice : fate;
            Doubt(first, FateOf(first) == Fate.Missing ? Fate.Twice : FateOf(first));
        }
        else
        {
            places.Add(print, entries.Count);
        }

        entries.Add(new Entry(store.Add(serializer.Encode([number, .. values])), Found: 0, fate));
    }

    /// <summary>Finds the row of a key.</summary>
    public bool TryFind(Guid print, out int place) => places.TryGetValue(print, out place);

    /// <summary>What becomes of a row.</summary>
    public Fate FateOf(int place) => entries[place].Fate;

    /// <summary>A row, and its place in the pipeline or its line in the file.</summary>
    public (long Number, Cells Cells) Read(int place)
    {
        var values = RowSerializer.Decode(store.Read(entries[place].Row));
        return ((long)values[0]!, CellsOf(new ArraySegment<object?>(values, 1, values.Length - 1)));
    }

    /// <summary>Remembers the contact that a row was matched with.</summary>
    public void Match(int place, Contact held, bool isSame)
    {
        var found = isSame
            ? held.Id!.Value
            : store.Add(serializer.Encode([held.Id, .. StandardField.All.Select(field => field.Of(held)), held.ExternalData]));
        entries[place] = entries[place] with { Fate = isSame ? Fate.Unchanged : Fate.Changed, Found = found };
    }

    /// <summary>Remembers that more than one contact matches a row, or that this could not be found out.</summary>
    public void Doubt(int place, Fate fate) => entries[place] = entries[place] with { Fate = fate };

    /// <summary>The id of the contact that a row was matched with.</summary>
    public long IdOf(int place) => FateOf(place) == Fate.Unchanged ? entries[place].Found : HeldBy(place).Id!.Value;

    /// <summary>The contact that a changed row was matched with.</summary>
    public Contact HeldBy(int place)
    {
        var values = RowSerializer.Decode(store.Read(entries[place].Found));
        var fields = new FieldValues();
        for (var i = 0; i < StandardField.All.Count; i++)
        {
            fields.Set(StandardField.All[i], values[i + 1]);
        }

        return new Contact((long?)values[0], fields, externalData: (IReadOnlyDictionary<string, object?>?)values[values.Length - 1]);
    }

    public void Dispose()
    {
        store.Dispose();
        serializer.Dispose();
    }

    /// <summary>A row.</summary>
    /// <param name="Row">Where it is kept.</param>
    /// <param name="Found">The id of the contact that it is the same as, or where the contact is kept that it changes.</param>
    /// <param name="Fate">What becomes of it.</param>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(long Row, long Found, Fate Fate);
}

/// <summary>What becomes of a row of the source.</summary>
internal enum Fate : byte
{
    /// <summary>The service has no such contact.</summary>
    Missing,

    /// <summary>The service's contact holds what it should.</summary>
    Unchanged,

    /// <summary>The service's contact holds something else.</summary>
    Changed,

    /// <summary>Its key stands in more than one row.</summary>
    Twice,

    /// <summary>More than one of the service's contacts has its key.</summary>
    Ambiguous,

    /// <summary>The look-up of its key failed.</summary>
    NotLookedUp,

    /// <summary>One of its fields breaks its rule.</summary>
    Unusable,
}
