using System.Runtime.InteropServices;
using ContactsPS.Binding;
using ContactsPS.Errors;
using ContactsPS.Files;

namespace ContactsPS.Sync;

/// <summary>
/// The desired contacts, including those of other shares. For each, only the hashes of its keys and the position of its row are in memory, so that ten million fit; the rows are in a
/// <see cref="SpooledRowStore"/>.
/// </summary>
/// <param name="columns">The columns that are read by name, in the order in which errors show them.</param>
/// <param name="keys">How many kinds of keys contacts are matched on.</param>
/// <param name="map">The sources of fields whose columns have other names; null if none was given.</param>
internal sealed class DesiredState(IReadOnlyList<string> columns, int keys, ColumnMap? map) : IDisposable
{
    private readonly List<(string Name, ColumnUse Use)> columns =
    [
        .. columns.Select(static column => (column, ColumnUse.Sent)),
        .. (map?.Fields ?? []).Select(static column => (column, ColumnUse.Replaced)),
        .. (map?.Sources ?? []).Where(column => !map!.Fills(column) && !columns.Contains(column, StringComparer.OrdinalIgnoreCase)).Select(static column => (column, ColumnUse.Kept)),
    ];

    private readonly Dictionary<Guid, int> places = [];
    private readonly Dictionary<Guid, KeyUse>[] laterKeys = [.. Enumerable.Range(1, keys - 1).Select(static _ => new Dictionary<Guid, KeyUse>())];
    private readonly List<Entry> entries = [];
    private readonly SpooledRowStore store = new();
    private readonly RowSerializer serializer = new();

    // The columns of the latest row: rows of one source have the same, and share the list of their names.
    private int[] latest = [];
    private string[] latestNames = [];

    /// <summary>The number of rows, including those with a repeated key and those of other shares.</summary>
    public int Count => entries.Count;

    /// <summary>The number of rows of this share.</summary>
    public int ShareCount { get; private set; }

    /// <summary>Takes a column that was seen for the first time.</summary>
    /// <param name="column">Its name.</param>
    /// <param name="isSent">Whether its cells are sent; else they are kept for errors alone.</param>
    public void AddColumn(string column, bool isSent)
    {
        if (map?.Fills(column) != true)
        {
            columns.Add((column, isSent ? ColumnUse.Sent : ColumnUse.Kept));
        }
    }

    /// <summary>What a row holds in each of the columns.</summary>
    /// <param name="input">The row as it is read.</param>
    /// <param name="original">The row as it came.</param>
    /// <param name="failure">Why the first cell that is sent and cannot be read cannot; null if all can.</param>
    public object?[] ValuesOf(ContactInput input, InputRow original, out InputException? failure)
    {
        var values = new object?[columns.Count];
        failure = null;
        for (var i = 0; i < values.Length; i++)
        {
            var (name, use) = columns[i];
            try
            {
                values[i] = !(use == ColumnUse.Sent ? input.Row! : original).TryCell(name, out var value) ? RowSerializer.Absent
                    : use == ColumnUse.Sent ? PlainValue.Of(value, input.Name, name)
                    : PlainValue.OrText(value);
            }
            catch (InputException exception)
            {
                values[i] = RowSerializer.Absent;
                failure ??= exception;
            }
        }

        return values;
    }

    /// <summary>The cells that are read of a row.</summary>
    public Row RowOf(IReadOnlyList<object?> values) => RowOf(values, static column => column.Use != ColumnUse.Replaced);

    /// <summary>Takes a row.</summary>
    /// <param name="hashes">Its keys' hashes, in the order of -MatchOn; null if it has none.</param>
    /// <param name="own">The place of the first that it has.</param>
    /// <param name="isMine">Whether it is of this share.</param>
    /// <param name="number">Its number in the pipeline, or its line in the file.</param>
    /// <param name="values">What it holds, as <see cref="ValuesOf"/> gives it.</param>
    /// <param name="state">Missing, or unusable.</param>
    /// <param name="isShort">Whether it has fewer cells than the header.</param>
    /// <returns>Whether its first key is new, or it is the same row again, which is not taken, or another row has the key.</returns>
    public AddedRow Add(IReadOnlyList<Guid?> hashes, int own, bool isMine, long number, object?[] values, RowState state, bool isShort = false)
    {
        var added = AddedRow.New;
        if (FindFirst(hashes[own]!.Value, own) is { } first)
        {
            if (state is RowState.Missing or RowState.Excluded && StateOf(first) == state && OwnKeyOf(first) == own && IsSame(first, values))
            {
                return AddedRow.Same;
            }

            added = AddedRow.Other;
            MarkTwice(first, own);
            state = state == RowState.Missing ? RowState.Twice : state;
        }

        if (own == 0 && added == AddedRow.New)
        {
            places.Add(hashes[0]!.Value, entries.Count);
        }

        for (var key = 1; key < hashes.Count; key++)
        {
            if (hashes[key] is not { } hash)
            {
                continue;
            }

            var isUsed = laterKeys[key - 1].TryGetValue(hash, out var use);
            if (isUsed && OwnKeyOf(use.Place) == key && own != key)
            {
                // A row that has no better key than one that this row has too cannot be told from it.
                added = AddedRow.Other;
                MarkTwice(use.Place, key);
            }

            laterKeys[key - 1][hash] = isUsed ? use with { Rows = use.Rows + 1 } : new KeyUse(entries.Count, Rows: 1, Contacts: 0);
        }

        ShareCount += isMine ? 1 : 0;
        entries.Add(new Entry(store.Add(serializer.Encode([number, .. values])), Found: 0, state, (byte)own, isMine, isShort, Result: -1));
        return added;
    }

    /// <summary>Finds the row of a first key.</summary>
    public bool TryFind(Guid hash, out int place) => places.TryGetValue(hash, out place);

    /// <summary>How many rows and contacts have a later key.</summary>
    public KeyUse UseOf(int key, Guid hash) => laterKeys[key - 1].TryGetValue(hash, out var use) ? use : default;

    /// <summary>Counts a contact that has a later key.</summary>
    /// <returns>Whether a row has it too.</returns>
    public bool CountContact(int key, Guid hash)
    {
        var isUsed = laterKeys[key - 1].TryGetValue(hash, out var use);
        if (isUsed)
        {
            laterKeys[key - 1][hash] = use with { Contacts = use.Contacts + 1 };
        }

        return isUsed;
    }

    /// <summary>The place in -MatchOn of the first key that a row has.</summary>
    public int OwnKeyOf(int place) => entries[place].OwnKey;

    /// <summary>Remembers the place in the run's results of the row that was taken last.</summary>
    public void SetResult(int result) => entries[entries.Count - 1] = entries[entries.Count - 1] with { Result = result };

    /// <summary>A row's place in the run's results; null if it has no place.</summary>
    public int? ResultOf(int place) => entries[place].Result is var result and >= 0 ? result : null;

    /// <summary>Whether a row has fewer cells than the header.</summary>
    public bool IsShort(int place) => entries[place].IsShort;

    /// <summary>Whether a row is of this share.</summary>
    public bool IsMine(int place) => entries[place].IsMine;

    /// <summary>The state of a row.</summary>
    public RowState StateOf(int place) => entries[place].RowState;

    /// <summary>A row, the row as it came if columns are mapped, and its place in the pipeline or its line in the file.</summary>
    public (long Number, Row Row, Row? Original) Read(int place)
    {
        var values = RowSerializer.Decode(store.Read(entries[place].Row));
        var cells = new ArraySegment<object?>(values, 1, values.Length - 1);
        return ((long)values[0]!, RowOf(cells), map is null ? null : RowOf(cells, column => column.Use != ColumnUse.Sent || !map.Fills(column.Name)));
    }

    /// <summary>Remembers the contact that a row was matched with.</summary>
    public void Match(int place, Contact held, RowState state)
    {
        var found = state == RowState.Changed ? Keep(held) : held.Id!.Value;
        entries[place] = entries[place] with { RowState = state, Found = found };
    }

    /// <summary>Keeps a contact beside the rows.</summary>
    /// <returns>Its place in the store.</returns>
    public long Keep(Contact contact) => store.Add(serializer.Encode([contact.Id, .. StandardField.All.Select(field => field.Of(contact)), contact.ExternalData]));

    /// <summary>A contact that was kept.</summary>
    public Contact ReadKept(long place)
    {
        var values = RowSerializer.Decode(store.Read(place));
        var fields = new FieldValues();
        for (var i = 0; i < StandardField.All.Count; i++)
        {
            fields.Set(StandardField.All[i], values[i + 1]);
        }

        return new Contact((long?)values[0], fields, externalData: (IReadOnlyDictionary<string, object?>?)values[values.Length - 1]);
    }

    /// <summary>Remembers that more than one contact matches a row, or that this could not be found out.</summary>
    public void SetState(int place, RowState state) => entries[place] = entries[place] with { RowState = state };

    /// <summary>The id of the contact that a row was matched with.</summary>
    public long IdOf(int place) => StateOf(place) == RowState.Changed ? HeldBy(place).Id!.Value : entries[place].Found;

    /// <summary>The contact that a changed row was matched with.</summary>
    public Contact HeldBy(int place) => ReadKept(entries[place].Found);

    public void Dispose()
    {
        store.Dispose();
        serializer.Dispose();
    }

    private Row RowOf(IReadOnlyList<object?> values, Func<(string Name, ColumnUse Use), bool> isWanted)
    {
        var found = 0;
        var isLatest = true;
        for (var i = 0; i < values.Count; i++)
        {
            if (IsThere(i))
            {
                isLatest &= found < latest.Length && latest[found] == i;
                found++;
            }
        }

        if (!isLatest || found != latest.Length)
        {
            latest = [.. Enumerable.Range(0, values.Count).Where(IsThere)];
            latestNames = Array.ConvertAll(latest, place => columns[place].Name);
        }

        return new Row(latestNames, Array.ConvertAll(latest, place => values[place]));

        bool IsThere(int place) => !ReferenceEquals(values[place], RowSerializer.Absent) && isWanted(columns[place]);
    }

    private bool IsSame(int place, object?[] values)
    {
        // Columns that were seen later are absent from the row before.
        var before = RowSerializer.Decode(store.Read(entries[place].Row)).Skip(1).ToList();
        before.AddRange(Enumerable.Repeat(RowSerializer.Absent, values.Length - before.Count));
        var bytes = serializer.Encode(before).ToArray();
        return serializer.Encode(values).AsSpan().SequenceEqual(bytes);
    }

    /// <summary>The row that has a first key already; null if no row has it.</summary>
    private int? FindFirst(Guid hash, int key) => key == 0
        ? places.TryGetValue(hash, out var place) ? place : null
        : laterKeys[key - 1].TryGetValue(hash, out var use) ? use.Place : null;

    /// <summary>Marks a row whose first key another row has too.</summary>
    private void MarkTwice(int place, int key)
    {
        if (OwnKeyOf(place) == key && StateOf(place) == RowState.Missing)
        {
            SetState(place, RowState.Twice);
        }
    }

    /// <summary>What a column is kept for.</summary>
    private enum ColumnUse
    {
        /// <summary>Its cells are sent.</summary>
        Sent,

        /// <summary>Errors show its cells.</summary>
        Kept,

        /// <summary>The map fills the field of its name from elsewhere, and errors show its cells.</summary>
        Replaced,
    }

    /// <summary>A row.</summary>
    /// <param name="Row">The position of its cells.</param>
    /// <param name="Found">The id of the contact that it equals, or the position of the contact that it changes.</param>
    /// <param name="RowState">Its state.</param>
    /// <param name="OwnKey">The place in -MatchOn of the first key that it has.</param>
    /// <param name="IsMine">Whether it is of this share.</param>
    /// <param name="IsShort">Whether it has fewer cells than the header.</param>
    /// <param name="Result">Its place in the run's results; negative if it has no place.</param>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(long Row, long Found, RowState RowState, byte OwnKey, bool IsMine, bool IsShort, int Result);
}

/// <summary>Who has a later key.</summary>
/// <param name="Place">The first row that has it.</param>
/// <param name="Rows">How many rows have it.</param>
/// <param name="Contacts">How many contacts have it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct KeyUse(int Place, int Rows, int Contacts);

/// <summary>The state of a row of the source.</summary>
internal enum RowState : byte
{
    /// <summary>The service has no such contact.</summary>
    Missing,

    /// <summary>The service's contact has the desired values.</summary>
    Unchanged,

    /// <summary>The service's contact has other values.</summary>
    Changed,

    /// <summary>Several rows have its key.</summary>
    Twice,

    /// <summary>Several contacts of the service have its key.</summary>
    Ambiguous,

    /// <summary>The look-up of its key failed.</summary>
    NotLookedUp,

    /// <summary>One of its fields breaks its rule.</summary>
    Unusable,

    /// <summary>One of its fields breaks its rule, and the service has its contact.</summary>
    UnusableMatched,

    /// <summary>It is the same person as a contact to remove.</summary>
    Conflicting,

    /// <summary>A contact has one of its keys, but it is not certain that it is the same person.</summary>
    Uncertain,

    /// <summary>One of its keys is excluded.</summary>
    Excluded,

    /// <summary>One of its keys is excluded, and the service has its contact.</summary>
    ExcludedMatched,

    /// <summary>The service's contact is excluded, or not a member of the group that the sync is limited to.</summary>
    OutOfScope,
}

/// <summary>How a row of the source relates to earlier rows.</summary>
internal enum AddedRow
{
    /// <summary>Its key is new.</summary>
    New,

    /// <summary>It repeats an earlier row.</summary>
    Same,

    /// <summary>An earlier row has the same key but other values.</summary>
    Other,
}
