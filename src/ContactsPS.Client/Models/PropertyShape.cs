using System.Text;

namespace ContactsPS.Client.Models;

/// <summary>
/// The names of a bag's properties, in the service's order. Objects of a list mostly have the same names, so their bags share one shape
/// and keep only values. Immutable and thread-safe.
/// </summary>
internal sealed class PropertyShape
{
    /// <summary>The shape of a bag without properties.</summary>
    public static readonly PropertyShape None = new([], isCaseSensitive: false);

    // Up to this number, comparing one by one is faster than hashing, and an index would need more memory than the names.
    private const int MostCompared = 8;

    private readonly string[] names;
    private readonly byte[][] utf8;
    private readonly bool isCaseSensitive;
    private Dictionary<string, int>? index;

    private PropertyShape(string[] names, bool isCaseSensitive)
    {
        this.names = names;
        this.isCaseSensitive = isCaseSensitive;
        utf8 = Array.ConvertAll(names, Encoding.UTF8.GetBytes);
    }

    public IReadOnlyList<string> Names => names;

    private StringComparer Comparer => isCaseSensitive ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;

    /// <summary>
    /// The shape for names as they were read. If a name occurs twice, the last value counts, at the first position. Names are found
    /// case-insensitively, as PowerShell users expect, unless two names differ only in case.
    /// </summary>
    /// <param name="names">The names; repeated ones are removed.</param>
    /// <param name="values">The values; those of repeated names are removed.</param>
    public static PropertyShape Of(List<string> names, List<object?> values)
    {
        var places = new Dictionary<string, int>(names.Count, StringComparer.Ordinal);
        for (var i = 0; i < names.Count; i++)
        {
            if (!places.TryGetValue(names[i], out var place))
            {
                place = places.Count;
                places.Add(names[i], place);
            }

            names[place] = names[i];
            values[place] = values[i];
        }

        names.RemoveRange(places.Count, names.Count - places.Count);
        values.RemoveRange(places.Count, values.Count - places.Count);
        var differInCase = new HashSet<string>(names, StringComparer.OrdinalIgnoreCase).Count < names.Count;
        return new PropertyShape(names.ToArray(), differInCase);
    }

    /// <summary>Whether the name at an index is this one, in UTF-8.</summary>
    public bool IsNamed(int place, ReadOnlySpan<byte> name) => place < utf8.Length && name.SequenceEqual(utf8[place]);

    /// <summary>The index of a name, or -1.</summary>
    public int IndexOf(string name)
    {
        if (names.Length <= MostCompared)
        {
            return Array.FindIndex(names, candidate => Comparer.Equals(candidate, name));
        }

        return (index ??= Index()).TryGetValue(name, out var place) ? place : -1;
    }

    private Dictionary<string, int> Index()
    {
        var places = new Dictionary<string, int>(names.Length, Comparer);
        for (var i = 0; i < names.Length; i++)
        {
            places.Add(names[i], i);
        }

        return places;
    }
}
