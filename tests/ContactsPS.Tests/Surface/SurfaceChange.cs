namespace ContactsPS.Tests.Surface;

/// <summary>The differences between two surfaces, and what they mean for the version.</summary>
internal sealed class SurfaceChange(IReadOnlyList<string> before, IReadOnlyList<string> after)
{
    private readonly List<string> removed = [.. before.Except(after)];
    private readonly List<string> added = [.. after.Except(before)];

    public bool IsNone => removed.Count + added.Count == 0;

    /// <summary>What SemVer requires of the next version; before 1.0.0 a minor version replaces a major one.</summary>
    public string Required => IsNone ? "nothing" : removed.Count > 0 || added.Exists(IsNewlyRequired) ? "a major version" : "a minor version";

    public override string ToString() => string.Join('\n',
    [
        $"The public surface differs from docs/surface.txt. SemVer requires {Required} (before 1.0.0 a minor version replaces a major one).",
        .. removed.Count > 0 ? ["Removed or changed, which breaks its users:"] : Array.Empty<string>(),
        .. removed.Select(line => $"  - {line}"),
        .. added.Count > 0 ? ["New:"] : Array.Empty<string>(),
        .. added.Select(line => $"  + {line}"),
    ]);

    /// <summary>Whether existing users must now give one thing more; a new cmdlet or a new parameter set may have mandatory parameters.</summary>
    private bool IsNewlyRequired(string line)
    {
        var owner = line.Split(' ')[0];
        owner = owner.Contains('.', StringComparison.Ordinal) ? owner[..(owner.LastIndexOf('.') + 1)] : $"{owner} ";
        return line.EndsWith(" mandatory", StringComparison.Ordinal)
            && !added.Contains(line[..(line.IndexOf(']', StringComparison.Ordinal) + 1)], StringComparer.Ordinal)
            && before.Any(known => known.StartsWith(owner, StringComparison.Ordinal));
    }
}
