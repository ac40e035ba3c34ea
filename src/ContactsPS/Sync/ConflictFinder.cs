using System.Text;
using ContactsPS.Binding;
using ContactsPS.Client.Redaction;
using ContactsPS.Errors;

namespace ContactsPS.Sync;

/// <summary>
/// Finds contacts to remove that are the same person as a row to create or skip: their keys differ only in form, or they have the same e-mail address, or the same
/// phone number that no other of them has. Removing one and creating the other would lose groups and opt-outs.
/// </summary>
/// <param name="source">The rows.</param>
/// <param name="match">The contacts that the source does not have.</param>
/// <param name="read">Reads the new contact of a row.</param>
/// <param name="keyOf">The key of a row.</param>
internal sealed class ConflictFinder(DesiredState source, Reconciler match, Func<int, NewContact> read, Func<int, string> keyOf)
{
    private readonly Dictionary<int, Orphan> conflicts = [];

    /// <summary>The contact that is the same person as a row.</summary>
    public Orphan OrphanOf(int place) => conflicts[place];

    /// <summary>Removes both of each pair from the changes.</summary>
    public void Find()
    {
        if (match.Orphans.Count == 0)
        {
            return;
        }

        var forms = Index(static orphan => FormOf(orphan.Key));
        var emails = Index(static orphan => orphan.Email);
        var phones = Index(static orphan => orphan.PhoneNumber);
        var phoneRows = new PlacesByHash();
        var kept = new HashSet<long>();
        foreach (var place in Enumerable.Range(0, source.Count).Where(place => source.StateOf(place) is RowState.Missing or RowState.Excluded or RowState.OutOfScope))
        {
            var (email, phone) = AddressesOf(place);
            if (forms.TryGetValue(FormOf(keyOf(place)), out var same) || (email is { } address && emails.TryGetValue(address, out same)))
            {
                Keep(place, same, kept);
            }
            else if (phone is { } number && phones.TryGetValue(number, out var holders) && holders.Count == 1)
            {
                phoneRows.Add(number, place);
            }
        }

        foreach (var number in phoneRows.Hashes.Where(number => phoneRows.Of(number).Count == 1))
        {
            Keep(phoneRows.Of(number)[0], phones[number], kept);
        }

        match.Release(kept);
    }

    private static Guid FormOf(string key) => ContentHash.ShortOf(key.Normalize(NormalizationForm.FormKC).ToUpperInvariant());

    private (Guid? Email, Guid? PhoneNumber) AddressesOf(int place)
    {
        try
        {
            var contact = read(place);
            return (MatchKey.Email.TryHash(contact.Email), MatchKey.PhoneNumber.TryHash(contact.PhoneNumber));
        }
        catch (InputException)
        {
            // It is not created, and its own error gives the reason.
            return default;
        }
    }

    private void Keep(int place, List<Orphan> same, HashSet<long> kept)
    {
        conflicts.Add(place, same[0]);
        source.SetState(place, RowState.Conflicting);
        kept.UnionWith(same.Select(static orphan => orphan.Id));
    }

    private Dictionary<Guid, List<Orphan>> Index(Func<Orphan, Guid?> valueOf) =>
        match.Orphans.Where(orphan => valueOf(orphan) is not null).GroupBy(orphan => valueOf(orphan)!.Value).ToDictionary(static group => group.Key, static group => group.ToList());
}
