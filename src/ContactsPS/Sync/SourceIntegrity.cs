using ContactsPS.Errors;
using ContactsPS.Files;

namespace ContactsPS.Sync;

/// <summary>
/// Whether a source is complete, as far as it can be seen. Any sign that rows were lost or misread turns destructive changes off for the run, because the contacts of such rows would seem to be
/// missing from the source.
/// </summary>
internal sealed class SourceIntegrity
{
    private static readonly char[] Separators = [',', ';', '\t', '|'];

    private readonly Dictionary<Guid, string> swallowed = [];
    private string? first;
    private long more;

    /// <summary>Why the source may not be complete: the first sign and how many more there are; null if no sign was found.</summary>
    public string? Damage => first is null ? null : more == 0 ? first : Messages.Get("Damage_More", first, more);

    /// <summary>The file as it was before it was opened; null if rows are piped in.</summary>
    public FileSnapshot? File { get; set; }

    /// <summary>Adds a row with a cell of several lines, which may be rows between two superfluous quotation marks.</summary>
    /// <param name="place">The line.</param>
    /// <param name="row">The row.</param>
    /// <param name="key">What is looked for in the lines.</param>
    public void AddLines(string place, Row row, MatchKey key)
    {
        foreach (var line in row.Values.OfType<string>().SelectMany(static cell => cell.Split('\n').Skip(1)).Where(static line => line.IndexOfAny(Separators) >= 0))
        {
            foreach (var part in line.Split(Separators))
            {
                if (key.TryHash(part.Trim(' ', '"', '\r')) is { } hash)
                {
                    swallowed[hash] = place;
                }
            }
        }
    }

    /// <summary>Looks for the keys of contacts that would be removed in cells of several lines.</summary>
    public void FindSwallowed(IEnumerable<Orphan> orphans, MatchKey key)
    {
        foreach (var orphan in orphans)
        {
            if (swallowed.Count > 0 && swallowed.TryGetValue(key.Hash(orphan.Key), out var place))
            {
                Add(place, Messages.Get("Damage_Swallowed", key));
            }
        }
    }

    /// <summary>Takes a sign of damage.</summary>
    /// <param name="place">The row or line.</param>
    /// <param name="reason">What was found there, as a part of a sentence.</param>
    public void Add(string place, string reason)
    {
        if (first is null)
        {
            first = Messages.Get("Damage", place, reason);
        }
        else
        {
            more++;
        }
    }
}
