using ContactsPS.Binding;
using ContactsPS.Errors;
using ContactsPS.Files;

namespace ContactsPS.Sync;

/// <summary>Matches the service's contacts, as they are read, with the rows of the source, and compares them.</summary>
/// <param name="source">The rows.</param>
/// <param name="desired">Reads what they want.</param>
/// <param name="key">By what they are matched.</param>
/// <param name="partition">Whose keys are looked at.</param>
internal sealed class Reconciler(DesiredState source, DesiredContactReader desired, ContactKey key, Partition partition)
{
    private readonly Dictionary<int, List<long>> several = [];

    /// <summary>Contacts that have a key: those that a source can name.</summary>
    public long Keyed { get; private set; }

    /// <summary>Contacts of which the source has a row, of other shares too.</summary>
    public long Matched { get; private set; }

    /// <summary>Contacts that the source does not have, of other shares too.</summary>
    public long Removable { get; private set; }

    /// <summary>Whether the source has no row with a key.</summary>
    public bool IsSourceEmpty => !source.HasKeys;

    /// <summary>Contacts without a key, which no source can name.</summary>
    public long Keyless { get; private set; }

    /// <summary>Contacts of this share that the source does not have; only those with an id.</summary>
    public List<Orphan> Orphans { get; } = [];

    /// <summary>The ids of the contacts that match an ambiguous row.</summary>
    public IReadOnlyList<long> IdsOf(int place) => several[place];

    /// <summary>Takes a contact of a list of the whole account.</summary>
    public void Take(Contact contact)
    {
        if (ContactKeys.Of(contact, key) is not { } text)
        {
            // It has no key that falls into a share, but an id that does: so all shares together count it once.
            if (contact.Id is not { } number || partition.Holds(number))
            {
                Keyless++;
            }

            return;
        }

        var hash = ContactKeys.Hash(text, key);
        Keyed++;
        if (source.TryFind(hash, out var place))
        {
            Matched++;
            Match(place, contact);
        }
        else if (source.HasElsewhere(hash))
        {
            Matched++;
        }
        else if (contact.Id is { } id)
        {
            Removable++;
            if (partition.Holds(hash))
            {
                Orphans.Add(new Orphan(id, text, ContactKeys.TryHash(contact.Email, ContactKey.Email), ContactKeys.TryHash(contact.PhoneNumber, ContactKey.PhoneNumber)));
            }
        }
    }

    /// <summary>Leaves contacts alone that the source does not have.</summary>
    public void Release(HashSet<long> ids) => Removable -= Orphans.RemoveAll(orphan => ids.Contains(orphan.Id));

    /// <summary>Takes what the look-up of a row's key found: a service that does not respect the filter finds others too.</summary>
    public void Take(int place, IEnumerable<Contact> found)
    {
        foreach (var contact in found)
        {
            if (ContactKeys.Of(contact, key) is { } text && source.TryFind(ContactKeys.Hash(text, key), out var matched) && matched == place)
            {
                Match(place, contact);
            }
        }
    }

    /// <summary>A row as the input that errors are about.</summary>
    public static ContactInput InputOf(DesiredState source, int place, string? file)
    {
        var (number, cells) = source.Read(place);
        return ContactInput.OfRow(cells, PlaceOf(number, file));
    }

    /// <summary>Where a row came from.</summary>
    public static string PlaceOf(long number, string? file) => file is null ? Messages.Get("Row", number) : Messages.Get("FileRow", file, number);

    private void Match(int place, Contact contact)
    {
        switch (source.StateOf(place))
        {
            case RowState.Missing when contact.Id is not null:
                var difference = new ContactDifference(contact, desired.Read(InputOf(source, place, file: null)));
                source.Match(place, contact, isSame: difference.Changes.Count == 0);
                break;
            case RowState.Unchanged or RowState.Changed when contact.Id is { } second && source.IdOf(place) is var first && first != second:
                several.Add(place, [first, second]);
                source.SetState(place, RowState.Ambiguous);
                break;
            case RowState.Unusable:
                source.SetState(place, RowState.UnusableMatched);
                break;
            case RowState.Ambiguous when contact.Id is { } another && !several[place].Contains(another):
                several[place].Add(another);
                break;
        }
    }
}

/// <summary>A contact that the source does not have.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Key">What it would be matched on.</param>
/// <param name="Email">The hash of its e-mail address; null if it has none.</param>
/// <param name="PhoneNumber">The hash of its phone number; null if it has none.</param>
internal readonly record struct Orphan(long Id, string Key, Guid? Email, Guid? PhoneNumber);
