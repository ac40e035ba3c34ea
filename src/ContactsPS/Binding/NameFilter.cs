using System.Management.Automation;

namespace ContactsPS.Binding;

/// <summary>Names with wildcards; without any, everything matches. Something that is called exactly so is meant, even if wildcard characters are in its name.</summary>
internal sealed class NameFilter(IReadOnlyList<string> names)
{
    private readonly WildcardPattern[] patterns = [.. names.Select(name => new WildcardPattern(name, WildcardOptions.IgnoreCase))];

    public bool IsEmpty => names.Count == 0;

    /// <summary>Whether something of that name may be meant; that is known when all names have been seen.</summary>
    public bool MayMatch(string? name) => IsEmpty || Enumerable.Range(0, names.Count).Any(place => IsExact(place, name) || patterns[place].IsMatch(name ?? string.Empty));

    /// <summary>Those that are meant.</summary>
    /// <param name="items">All that there are.</param>
    /// <param name="nameOf">An item's name.</param>
    public IEnumerable<T> Select<T>(IReadOnlyList<T> items, Func<T, string?> nameOf)
    {
        var isExact = Enumerable.Range(0, names.Count).Select(place => items.Any(item => IsExact(place, nameOf(item)))).ToArray();
        return items.Where(item => IsEmpty || Array.Exists([.. Enumerable.Range(0, names.Count)], place =>
            isExact[place] ? IsExact(place, nameOf(item)) : patterns[place].IsMatch(nameOf(item) ?? string.Empty)));
    }

    /// <summary>The names without wildcards that nothing has.</summary>
    /// <param name="found">The names of those that are meant.</param>
    public IEnumerable<string> FindMissing(IReadOnlyCollection<string?> found) =>
        names.Where((name, place) => !WildcardPattern.ContainsWildcardCharacters(name) && !found.Any(one => IsExact(place, one) || patterns[place].IsMatch(one ?? string.Empty)));

    private bool IsExact(int place, string? name) => string.Equals(names[place], name, StringComparison.OrdinalIgnoreCase);
}
