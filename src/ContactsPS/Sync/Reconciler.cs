using ContactsPS.Binding;
using ContactsPS.Errors;
using ContactsPS.Files;
using ContactsPS.Pipeline;

namespace ContactsPS.Sync;

/// <summary>
/// Matches the service's contacts with the rows of the source, and compares them. The first key is tried over the whole source while contacts are read; a contact that no row claims
/// and that has a later key of some row is kept for that key.
/// </summary>
/// <param name="source">The rows.</param>
/// <param name="desired">Reads what they want.</param>
/// <param name="options">The options of the sync.</param>
internal sealed class Reconciler(DesiredState source, DesiredContactReader desired, SyncOptions options)
{
    private readonly IReadOnlyList<MatchKey> keys = options.MatchOn;
    private readonly Partition partition = options.Share;
    private readonly Dictionary<int, List<long>> several = [];
    private readonly Dictionary<int, Contact> uncertain = [];
    private readonly List<long> candidates = [];
    private readonly HashSet<long> claimed = [];
    private readonly HashSet<long> offered = [];
    private readonly HashSet<(int Key, long Id)> counted = [];
    private HashSet<Guid>? externalIds;

    /// <summary>The members of the group that the sync is limited to; null if it is not.</summary>
    public IdSet? Members { get; set; }

    /// <summary>Who is in managed groups and unsubscribed from managed channels; null if nothing of that is managed, and before it is read.</summary>
    public MembershipIndex? Memberships { get; set; }

    /// <summary>Members of managed groups that the source does not have, of other shares too; only those with an id.</summary>
    public List<Member> MembersWithoutRow { get; } = [];

    /// <summary>Contacts that have the first key: those that -Prune may remove.</summary>
    public long Keyed { get; private set; }

    /// <summary>Contacts of which the source has a row, of other shares too.</summary>
    public long Matched { get; private set; }

    /// <summary>Contacts that the source does not have, of other shares too.</summary>
    public long Removable => Orphans.Count;

    /// <summary>Contacts without the first key, which -Prune leaves alone.</summary>
    public long Keyless { get; private set; }

    /// <summary>Contacts that the source does not have, of other shares too; only those with an id.</summary>
    public List<Orphan> Orphans { get; } = [];

    /// <summary>The ids of the contacts that match an ambiguous row.</summary>
    public IReadOnlyList<long> IdsOf(int place) => several[place];

    /// <summary>The contact of which it is not certain that a row is the same person.</summary>
    public Contact UncertainOf(int place) => uncertain[place];

    /// <summary>Takes a contact of a list of the whole account.</summary>
    public void Take(Contact contact)
    {
        var isCandidate = IsCandidate(contact);
        var isInScope = IsInScope(contact);
        if (keys[0].Of(contact) is { } text)
        {
            var hash = keys[0].Hash(text);
            Keyed += isInScope ? 1 : 0;
            if (source.TryFind(hash, out var place))
            {
                Matched += isInScope ? 1 : 0;
                Match(place, contact);
                return;
            }

            if (isInScope && contact.Id is { } id && options.Prune)
            {
                Orphans.Add(new Orphan(id, text, MatchKey.Email.TryHash(contact.Email), MatchKey.PhoneNumber.TryHash(contact.PhoneNumber), partition.Holds(hash), source.Keep(contact)));
            }
        }
        else if (isInScope && (contact.Id is not { } number || partition.Holds(number)))
        {
            // It has no key that falls into a share, but an id that does: so all shares together count it once.
            Keyless++;
        }

        if (isInScope && options.PruneGroup && contact.Id is { } member && !(options.Prune && keys[0].Of(contact) is not null) && Memberships!.GroupsOf(member).Any())
        {
            var name = keys.Select(key => key.Of(contact)).FirstOrDefault(static key => key is not null);
            MembersWithoutRow.Add(new Member(member, name, partition.Holds(member)));
        }

        if (isCandidate)
        {
            candidates.Add(source.Keep(contact));
        }
    }

    /// <summary>Takes what the look-up of a row's key found: a service that does not respect the filter finds others too.</summary>
    /// <param name="key">The key's place in -MatchOn.</param>
    /// <param name="place">The row.</param>
    /// <param name="found">What was found.</param>
    public void Take(int key, int place, IEnumerable<Contact> found)
    {
        foreach (var contact in found.Where(static contact => contact.Id is not null))
        {
            var isHeld = keys[0].TryHash(keys[0].Of(contact)) is { } first && source.TryFind(first, out var holder) && (key > 0 || holder == place);
            if (key == 0 && isHeld)
            {
                Matched += IsInScope(contact) ? 1 : 0;
                Match(place, contact);
                claimed.Add(contact.Id!.Value);
            }
            else if (key > 0 && counted.Add((key, contact.Id!.Value)) && keys[key].TryHash(keys[key].Of(contact)) is { } hash && source.CountContact(key, hash) && !isHeld && offered.Add(contact.Id.Value))
            {
                candidates.Add(source.Keep(contact));
            }
        }
    }

    /// <summary>Matches the rows and contacts that are left by a later key. It is certain only if one row and one contact have it.</summary>
    /// <param name="key">The key's place in -MatchOn.</param>
    public void Resolve(int key)
    {
        var rows = new PlacesByHash();
        for (var place = 0; candidates.Count > 0 && place < source.Count; place++)
        {
            if (source.StateOf(place) is RowState.Missing or RowState.Unusable or RowState.Excluded && KeyOf(place, key) is { } hash && source.UseOf(key, hash).Contacts > 0)
            {
                rows.Add(hash, place);
            }
        }

        var contacts = new PlacesByHash();
        for (var i = 0; rows.Hashes.Count > 0 && i < candidates.Count; i++)
        {
            var contact = source.ReadKept(candidates[i]);
            if (!claimed.Contains(contact.Id!.Value) && keys[key].TryHash(keys[key].Of(contact)) is { } hash && rows.Has(hash))
            {
                contacts.Add(hash, i);
            }
        }

        var kept = new HashSet<long>();
        foreach (var hash in contacts.Hashes)
        {
            var found = contacts.Of(hash).Select(i => source.ReadKept(candidates[i])).ToList();
            Decide(key, hash, rows.Of(hash), found);
            Matched += found.Count(contact => kept.Add(contact.Id!.Value) && IsInScope(contact));
        }

        claimed.UnionWith(kept);
        Release(kept);
    }

    /// <summary>Leaves contacts alone that the source does not have.</summary>
    public void Release(HashSet<long> ids)
    {
        Orphans.RemoveAll(orphan => ids.Contains(orphan.Id));
        MembersWithoutRow.RemoveAll(member => ids.Contains(member.Id));
    }

    /// <summary>A row as the input that errors are about.</summary>
    public static ContactInput InputOf(DesiredState source, int place, string? file) => InputOf(source, place, source.Read(place), file);

    private static ContactInput InputOf(DesiredState source, int place, (long Number, Row Row, Row? Original) read, string? file)
    {
        var (number, cells, original) = read;
        var input = ContactInput.OfRow(cells, () => PlaceOf(number, file), original);
        input.Place = source.ResultOf(place);
        return input;
    }

    /// <summary>Where a row came from.</summary>
    public static string PlaceOf(long number, string? file) => file is null ? Messages.Get("Row", number) : Messages.Get("FileRow", file, number);

    private Guid? KeyOf(int place, int key) => keys[key].TryHash(desired.ReadKeys(InputOf(source, place, file: null)).Texts[key]);

    /// <summary>Counts a contact's later keys.</summary>
    /// <returns>Whether a row has one of them.</returns>
    private bool IsCandidate(Contact contact)
    {
        var isCandidate = false;
        for (var key = 1; key < keys.Count; key++)
        {
            isCandidate |= keys[key].TryHash(keys[key].Of(contact)) is { } hash && contact.Id is not null && source.CountContact(key, hash);
        }

        return isCandidate;
    }

    private void Decide(int key, Guid hash, IReadOnlyList<int> rows, List<Contact> found)
    {
        foreach (var place in rows)
        {
            if (source.StateOf(place) is RowState.Unusable or RowState.Excluded)
            {
                Match(place, found[0]);
            }
            else if (rows.Count == 1 && found.Count > 1)
            {
                several.Add(place, found.ConvertAll(static contact => contact.Id!.Value));
                source.SetState(place, RowState.Ambiguous);
            }
            else if (rows.Count == 1 && IsCertain(key, hash, place, found[0]))
            {
                Match(place, found[0]);
            }
            else
            {
                uncertain.Add(place, found[0]);
                source.SetState(place, RowState.Uncertain);
            }
        }
    }

    /// <summary>
    /// Whether a contact is certainly the one of a row that has the same later key. If it has another id than the row, nobody else may have the key, and no row the contact's own id.
    /// </summary>
    private bool IsCertain(int key, Guid hash, int place, Contact contact)
    {
        var input = InputOf(source, place, file: null);
        var own = ExternalIdOf(input);
        var isOther = !string.IsNullOrWhiteSpace(contact.ExternalId) && MatchKey.ExternalId.TryHash(contact.ExternalId) != own;
        isOther |= keys.Contains(MatchKey.Id) && MatchKey.Id.Read(input) is { } id && id != MatchKey.Id.Of(contact);
        return !isOther
            || (source.UseOf(key, hash) is { Rows: 1, Contacts: 1 }
                && !(MatchKey.ExternalId.TryHash(contact.ExternalId) is { } old && old != own && ExternalIds().Contains(old)));
    }

    /// <summary>The external ids of all rows: read again only if a contact has another one than its row.</summary>
    private HashSet<Guid> ExternalIds()
    {
        externalIds ??= new HashSet<Guid>(Enumerable.Range(0, source.Count).Select(place => ExternalIdOf(InputOf(source, place, file: null))).OfType<Guid>());
        return externalIds;
    }

    private static Guid? ExternalIdOf(ContactInput input)
    {
        try
        {
            return MatchKey.ExternalId.TryHash(MatchKey.ExternalId.Read(input));
        }
        catch (InputException)
        {
            // Its own error says so.
            return null;
        }
    }

    /// <summary>Whether the sync may change a contact.</summary>
    private bool IsInScope(Contact contact) => options.Exclusions?.Has(contact) != true && (Members is null || (contact.Id is { } id && Members.Contains(id)));

    private bool IsUnchanged(int place, Contact contact)
    {
        var read = source.Read(place);
        return desired.IsLiterally(contact, read.Row) || new ContactDifference(contact, desired.Read(InputOf(source, place, read, file: null))).Changes.Count == 0;
    }

    private void Match(int place, Contact contact)
    {
        switch (source.StateOf(place))
        {
            case RowState.Excluded when contact.Id is not null:
                source.Match(place, contact, RowState.ExcludedMatched);
                break;
            case RowState.Missing when contact.Id is not null && !IsInScope(contact):
                source.Match(place, contact, RowState.OutOfScope);
                break;
            case RowState.Missing when contact.Id is not null && !source.IsMine(place):
                source.Match(place, contact, RowState.Unchanged);
                break;
            case RowState.Missing when contact.Id is not null:
                source.Match(place, contact, IsUnchanged(place, contact) ? RowState.Unchanged : RowState.Changed);
                break;
            case RowState.Unchanged or RowState.Changed or RowState.OutOfScope when contact.Id is { } second && source.IdOf(place) is var first && first != second:
                several.Add(place, [first, second]);
                source.SetState(place, RowState.Ambiguous);
                break;
            case RowState.Unusable when contact.Id is not null && IsInScope(contact):
                source.Match(place, contact, RowState.UnusableMatched);
                break;
            case RowState.Unusable:
                // Without an id nothing is sent for it.
                source.SetState(place, RowState.UnusableMatched);
                break;
            case RowState.Ambiguous when contact.Id is { } another && !several[place].Contains(another):
                several[place].Add(another);
                break;
        }
    }
}

/// <summary>A member of managed groups that the source does not have.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Key">What it would be matched on; null if it has no key.</param>
/// <param name="IsMine">Whether it is of this share.</param>
internal readonly record struct Member(long Id, string? Key, bool IsMine);

/// <summary>A contact that the source does not have.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Key">What it would be matched on.</param>
/// <param name="Email">The hash of its e-mail address; null if it has none.</param>
/// <param name="PhoneNumber">The hash of its phone number; null if it has none.</param>
/// <param name="IsMine">Whether it is of this share.</param>
/// <param name="Kept">Its position, with all its fields.</param>
internal readonly record struct Orphan(long Id, string Key, Guid? Email, Guid? PhoneNumber, bool IsMine, long Kept);
