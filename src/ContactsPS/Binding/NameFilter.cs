using System.Management.Automation;

namespace ContactsPS.Binding;

/// <summary>Names with wildcards; without any, everything matches.</summary>
internal sealed class NameFilter(IEnumerable<string> names)
{
    private readonly WildcardPattern[] patterns = names.Select(name => new WildcardPattern(name, WildcardOptions.IgnoreCase)).ToArray();

    public bool IsEmpty => patterns.Length == 0;

    public bool Matches(string? name) => IsEmpty || Array.Exists(patterns, pattern => pattern.IsMatch(name ?? string.Empty));
}
