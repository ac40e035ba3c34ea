using System.Management.Automation;

namespace ContactsPS.Binding;

/// <summary>Names with wildcards; without any, everything matches. An exact match wins, even if the name contains wildcard characters.</summary>
internal sealed class NameFilter(IReadOnlyList<string> names)
{
    private readonly WildcardPattern[] patterns = [.. names.Select(name => new WildcardPattern(name, WildcardOptions.IgnoreCase))];

    public bool IsEmpty => names.Count == 0;

    /// <summary>Whether an item with this name may match, which is known when all names have been seen.</summary>
    public bool MayMatch(string? name) => IsEmpty || Enumerable.Range(0, names.Count).Any(place => IsExact(place, name) || patterns[place].IsMatch(name ?? string.Empty));

    /// <summary>The matching items.</summary>
    /// <param name="items">All items.</param>
    /// <param name="nameOf">An item's name.</param>
    public IEnumerable<T> Select<T>(IReadOnlyList<T> items, Func<T, string?> nameOf)
    {
        var isExact = Enumerable.Range(0, names.Count).Select(place => items.Any(item => IsExact(place, nameOf(item)))).ToArray();
        return items.Where(item => IsEmpty || Array.Exists([.. Enumerable.Range(0, names.Count)], place =>
            isExact[place] ? IsExact(place, nameOf(item)) : patterns[place].IsMatch(nameOf(item) ?? string.Empty)));
    }

    /// <summary>The names without wildcards that no item has.</summary>
    /// <param name="found">The names of the matching items.</param>
    public IEnumerable<string> FindMissing(IReadOnlyCollection<string?> found) =>
        names.Where((name, place) => !WildcardPattern.ContainsWildcardCharacters(name) && !found.Any(one => IsExact(place, one) || patterns[place].IsMatch(one ?? string.Empty)));

    private bool IsExact(int place, string? name) => string.Equals(names[place], name, StringComparison.OrdinalIgnoreCase);
}
