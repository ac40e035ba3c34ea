using ContactsPS.Errors;
using ContactsPS.Files;

namespace ContactsPS.Sync;

/// <summary>
/// Whether a source is complete, as far as it shows. Any sign that rows were lost or misread turns destructive changes off for the run: contacts of such rows would look as if the
/// source did not have them.
/// </summary>
internal sealed class SourceIntegrity
{
    private string? first;
    private long more;

    /// <summary>Why the source may not be complete: the first sign and how many more there are; null if no sign was found.</summary>
    public string? Damage => first is null ? null : more == 0 ? first : Messages.Get("Damage_More", first, more);

    /// <summary>The file as it was before it was opened; null if rows are piped in.</summary>
    public FileSnapshot? File { get; set; }

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
