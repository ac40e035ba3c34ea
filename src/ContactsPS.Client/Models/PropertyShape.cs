using System.Text;

namespace ContactsPS.Client.Models;

/// <summary>
/// The names of a bag's properties, in the service's order. Objects of one list mostly have the same names, so their bags share one shape
/// and hold values alone. Immutable and safe to share between threads.
/// </summary>
internal sealed class PropertyShape
{
    /// <summary>The shape of a bag without properties.</summary>
    public static readonly PropertyShape None = new([], isCaseSensitive: false);

    // Up to here comparing one after the other is faster than hashing, and an index would outweigh the names.
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
    /// The shape of names as they were read. Of a name that came twice the last value counts, in the first one's place. Names are found
    /// whatever their letter case, as PowerShell users expect, unless two differ in nothing else: then the case decides.
    /// </summary>
    /// <param name="names">The names; what came twice is taken out.</param>
    /// <param name="values">The values; likewise.</param>
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

    /// <summary>Whether the name at a place is this one, in UTF-8.</summary>
    public bool IsNamed(int place, ReadOnlySpan<byte> name) => place < utf8.Length && name.SequenceEqual(utf8[place]);

    /// <summary>The place of a name, or -1.</summary>
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
