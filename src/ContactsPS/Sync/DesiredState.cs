using System.Collections;
using System.Runtime.InteropServices;
using ContactsPS.Binding;
using ContactsPS.Errors;
using ContactsPS.Files;

namespace ContactsPS.Sync;

/// <summary>
/// The contacts that there should be. Of each only its key's hash and where its row is kept are in memory, so that ten million fit; the rows are in a
/// <see cref="SpooledRowStore"/>.
/// </summary>
/// <param name="columns">The columns that are read by name, in the order in which errors show them.</param>
internal sealed class DesiredState(IEnumerable<string> columns) : IDisposable
{
    private readonly List<(string Name, bool IsRead)> columns = columns.Select(column => (column, true)).ToList();
    private readonly Dictionary<Guid, int> places = [];
    private readonly Dictionary<Guid, int> elsewhere = [];
    private readonly List<Entry> entries = [];
    private readonly SpooledRowStore store = new();
    private readonly RowSerializer serializer = new();

    /// <summary>How many rows there are, those with a key that stands twice among them.</summary>
    public int Count => entries.Count;

    /// <summary>Whether there is any key, in other shares too.</summary>
    public bool HasKeys => places.Count + elsewhere.Count > 0;

    /// <summary>Takes a column that was seen for the first time.</summary>
    /// <param name="column">Its name.</param>
    /// <param name="isRead">Whether its cells are sent; else they are kept for errors alone.</param>
    public void AddColumn(string column, bool isRead) => columns.Add((column, isRead));

    /// <summary>What a row holds in each of the columns.</summary>
    /// <exception cref="InputException">A cell that is sent is nested too deep.</exception>
    public object?[] ValuesOf(ContactInput input) => columns
        .Select(column => !input.Row!.TryCell(column.Name, out var value) ? RowSerializer.Absent
            : column.IsRead ? PlainValue.Of(value, input.Label, column.Name)
            : PlainValue.OrText(value))
        .ToArray();

    /// <summary>The cells that a row has.</summary>
    public Row RowOf(IReadOnlyList<object?> values)
    {
        var present = Enumerable.Range(0, values.Count).Where(i => !ReferenceEquals(values[i], RowSerializer.Absent)).ToList();
        return new Row(present.ConvertAll(i => columns[i].Name), present.ConvertAll(i => values[i]));
    }

    /// <summary>Takes a row.</summary>
    /// <param name="hash">Its key's hash.</param>
    /// <param name="number">Its place in the pipeline, or its line in the file.</param>
    /// <param name="values">What it holds, as <see cref="ValuesOf"/> gives it.</param>
    /// <param name="state">Missing, or unusable.</param>
    /// <returns>Whether its key is new, or it is the same row again, which is not taken, or another row with the same key.</returns>
    public AddedRow Add(Guid hash, long number, object?[] values, RowState state)
    {
        var added = AddedRow.New;
        if (places.TryGetValue(hash, out var first))
        {
            if (state == RowState.Missing && StateOf(first) == RowState.Missing && IsSame(first, values))
            {
                return AddedRow.Same;
            }

            added = AddedRow.Other;
            state = state == RowState.Missing ? RowState.Twice : state;
            SetState(first, StateOf(first) == RowState.Missing ? RowState.Twice : StateOf(first));
        }
        else
        {
            places.Add(hash, entries.Count);
        }

        entries.Add(new Entry(store.Add(serializer.Encode([number, .. values])), Found: 0, state));
        return added;
    }

    /// <summary>Takes a row of another share, of which only the key is of interest, and whether it stands in another row too.</summary>
    public AddedRow AddElsewhere(Guid hash, object?[] values)
    {
        var content = ContentOf(values);
        if (elsewhere.TryGetValue(hash, out var first))
        {
            return first == content ? AddedRow.Same : AddedRow.Other;
        }

        elsewhere.Add(hash, content);
        return AddedRow.New;
    }

    /// <summary>Whether a row of another share has a key.</summary>
    public bool HasElsewhere(Guid hash) => elsewhere.ContainsKey(hash);

    /// <summary>Finds the row of a key.</summary>
    public bool TryFind(Guid hash, out int place) => places.TryGetValue(hash, out place);

    /// <summary>What becomes of a row.</summary>
    public RowState StateOf(int place) => entries[place].RowState;

    /// <summary>A row, and its place in the pipeline or its line in the file.</summary>
    public (long Number, Row Row) Read(int place)
    {
        var values = RowSerializer.Decode(store.Read(entries[place].Row));
        return ((long)values[0]!, RowOf(new ArraySegment<object?>(values, 1, values.Length - 1)));
    }

    /// <summary>Remembers the contact that a row was matched with.</summary>
    public void Match(int place, Contact held, bool isSame)
    {
        var found = isSame
            ? held.Id!.Value
            : store.Add(serializer.Encode([held.Id, .. StandardField.All.Select(field => field.Of(held)), held.ExternalData]));
        entries[place] = entries[place] with { RowState = isSame ? RowState.Unchanged : RowState.Changed, Found = found };
    }

    /// <summary>Remembers that more than one contact matches a row, or that this could not be found out.</summary>
    public void SetState(int place, RowState state) => entries[place] = entries[place] with { RowState = state };

    /// <summary>The id of the contact that a row was matched with.</summary>
    public long IdOf(int place) => StateOf(place) == RowState.Unchanged ? entries[place].Found : HeldBy(place).Id!.Value;

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

    private bool IsSame(int place, object?[] values)
    {
        // Columns that were seen later are absent from the row before.
        var before = RowSerializer.Decode(store.Read(entries[place].Row)).Skip(1).ToList();
        before.AddRange(Enumerable.Repeat(RowSerializer.Absent, values.Length - before.Count));
        var bytes = serializer.Encode(before).ToArray();
        return serializer.Encode(values).AsSpan().SequenceEqual(bytes);
    }

    private int ContentOf(object?[] values) => StructuralComparisons.StructuralEqualityComparer.GetHashCode(serializer.Encode(values).ToArray());

    /// <summary>A row.</summary>
    /// <param name="Row">Where it is kept.</param>
    /// <param name="Found">The id of the contact that it is the same as, or where the contact is kept that it changes.</param>
    /// <param name="RowState">What becomes of it.</param>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(long Row, long Found, RowState RowState);
}

/// <summary>What becomes of a row of the source.</summary>
internal enum RowState : byte
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

    /// <summary>One of its fields breaks its rule, and the service has its contact.</summary>
    UnusableMatched,

    /// <summary>It is the same person as a contact that would be removed.</summary>
    Conflicting,
}

/// <summary>What a row of the source is to those before it.</summary>
internal enum AddedRow
{
    /// <summary>Its key is new.</summary>
    New,

    /// <summary>The same row was there before.</summary>
    Same,

    /// <summary>Another row with its key was there before.</summary>
    Other,
}
