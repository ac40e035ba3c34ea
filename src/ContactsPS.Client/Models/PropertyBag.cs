using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ContactsPS.Client.Models;

/// <summary>
/// Properties whose names the service chooses: a read-only dictionary, also for PowerShell, which reads <c>$bag.City</c>
/// and formats and serializes every <see cref="IDictionary"/>.
/// </summary>
internal sealed class PropertyBag : IReadOnlyDictionary<string, object?>, IDictionary
{
    /// <summary>The bag without properties.</summary>
    public static readonly PropertyBag Empty = new(PropertyShape.None, []);

    private readonly PropertyShape shape;
    private readonly object?[] values;

    /// <param name="shape">The names.</param>
    /// <param name="values">As many values, in the same order.</param>
    public PropertyBag(PropertyShape shape, object?[] values)
    {
        this.shape = shape;
        this.values = values;
    }

    public int Count => values.Length;

    public IEnumerable<string> Keys => shape.Names;

    public IEnumerable<object?> Values => values;

    bool IDictionary.IsReadOnly => true;

    bool IDictionary.IsFixedSize => true;

    ICollection IDictionary.Keys => shape.Names.ToArray();

    ICollection IDictionary.Values => values.ToArray();

    object ICollection.SyncRoot => this;

    bool ICollection.IsSynchronized => true;

    public object? this[string key] =>
        TryGetValue(key, out var value) ? value : throw new KeyNotFoundException(Messages.Get("NoSuchProperty", key));

    object? IDictionary.this[object key]
    {
        get => key is string name && TryGetValue(name, out var value) ? value : null;
        set => throw ReadOnly();
    }

    /// <summary>Whether both have the same names and values, in any order.</summary>
    public static bool AreEqual(IReadOnlyDictionary<string, object?> one, IReadOnlyDictionary<string, object?> other) =>
        one.Count == other.Count &&
        one.All(entry => other.TryGetValue(entry.Key, out var value) && StructuralComparisons.StructuralEqualityComparer.Equals(entry.Value, value));

    /// <summary>Whether it has this shape and these same objects.</summary>
    public bool Holds(PropertyShape shape, List<object?> values)
    {
        if (!ReferenceEquals(this.shape, shape))
        {
            return false;
        }

        for (var i = 0; i < this.values.Length; i++)
        {
            if (!ReferenceEquals(this.values[i], values[i]))
            {
                return false;
            }
        }

        return true;
    }

    public bool ContainsKey(string key) => shape.IndexOf(key) >= 0;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
    {
        var place = shape.IndexOf(key);
        value = place >= 0 ? values[place] : null;
        return place >= 0;
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        for (var i = 0; i < values.Length; i++)
        {
            yield return new KeyValuePair<string, object?>(shape.Names[i], values[i]);
        }
    }

    public override bool Equals(object? obj) => obj is PropertyBag other && AreEqual(this, other);

    public override int GetHashCode() => Count;

    /// <summary>
    /// The cell that Export-Csv writes, such as <c>City = Gdynia; LoyaltyPoints = 12</c>. Sorted by name, because a bag from a job or Clixml has
    /// lost the service's order and must read the same (ContactsPS.Types.ps1xml).
    /// </summary>
    public override string ToString() =>
        string.Join("; ", this.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key} = {Shown(entry.Value)}"));

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    IDictionaryEnumerator IDictionary.GetEnumerator() => new Entries(GetEnumerator());

    bool IDictionary.Contains(object key) => key is string name && ContainsKey(name);

    void ICollection.CopyTo(Array array, int index)
    {
        foreach (var entry in this)
        {
            array.SetValue(new DictionaryEntry(entry.Key, entry.Value), index++);
        }
    }

    void IDictionary.Add(object key, object? value) => throw ReadOnly();

    void IDictionary.Remove(object key) => throw ReadOnly();

    void IDictionary.Clear() => throw ReadOnly();

    private static string? Shown(object? value) => value switch
    {
        PropertyBag bag => $"{{{bag}}}",
        object?[] list => string.Join(", ", list.Select(Shown)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private static NotSupportedException ReadOnly() => new(Messages.Get("ResponseIsReadOnly"));

    private sealed class Entries(IEnumerator<KeyValuePair<string, object?>> pairs) : IDictionaryEnumerator
    {
        public DictionaryEntry Entry => new(pairs.Current.Key, pairs.Current.Value);

        public object Key => pairs.Current.Key;

        public object? Value => pairs.Current.Value;

        public object Current => Entry;

        public bool MoveNext() => pairs.MoveNext();

        public void Reset() => throw new NotSupportedException(Messages.Get("CannotReset"));
    }
}
