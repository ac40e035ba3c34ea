namespace ContactsPS.Tests.Surface;

/// <summary>What differs between two surfaces, and what that means for the version.</summary>
internal sealed class SurfaceChange(IReadOnlyList<string> before, IReadOnlyList<string> after)
{
    private readonly List<string> gone = [.. before.Except(after)];
    private readonly List<string> added = [.. after.Except(before)];

    public bool IsNone => gone.Count + added.Count == 0;

    /// <summary>What SemVer asks of the next version; before 1.0.0 a minor one stands in for a major one.</summary>
    public string Asks => IsNone ? "nothing" : gone.Count > 0 || added.Exists(IsNowNeeded) ? "a major version" : "a minor version";

    public override string ToString() => string.Join('\n',
    [
        $"The public surface is not what docs/surface.txt records. SemVer asks for {Asks} (before 1.0.0 a minor one stands in for a major one).",
        .. gone.Count > 0 ? ["Gone or changed, which breaks its users:"] : Array.Empty<string>(),
        .. gone.Select(line => $"  - {line}"),
        .. added.Count > 0 ? ["New:"] : Array.Empty<string>(),
        .. added.Select(line => $"  + {line}"),
    ]);

    /// <summary>Whether the line asks anyone who uses what was there before for one thing more; a new cmdlet or a new set may ask for what it likes.</summary>
    private bool IsNowNeeded(string line)
    {
        var owner = line.Split(' ')[0];
        owner = owner.Contains('.', StringComparison.Ordinal) ? owner[..(owner.LastIndexOf('.') + 1)] : $"{owner} ";
        return line.EndsWith(" mandatory", StringComparison.Ordinal)
            && !added.Contains(line[..(line.IndexOf(']', StringComparison.Ordinal) + 1)], StringComparer.Ordinal)
            && before.Any(known => known.StartsWith(owner, StringComparison.Ordinal));
    }
}
