using ContactsPS.Sandbox.Account;
using ContactsPS.Sandbox.Api.Validation;

namespace ContactsPS.Sandbox;

/// <summary>What a sandbox holds: contacts, groups, fields and segments. Safe to use from any thread, while requests are answered too.</summary>
public sealed class SandboxAccount
{
    internal const long AllContacts = 1;

    private readonly object _gate = new();
    private readonly bool _acceptsDuplicateExternalIds;
    private readonly ContactStore _contacts = new();
    private readonly FieldCatalog _fields = new();
    private readonly List<SandboxGroup> _groups = [];
    private long _lastGroupId;

    internal SandboxAccount(bool acceptsDuplicateExternalIds)
    {
        _acceptsDuplicateExternalIds = acceptsDuplicateExternalIds;
        AddGroup("All contacts", "Every contact of the account", "ALLCONTACTS");
        AddGroup("Newsletter", "Everyone who asked for the monthly letter", externalId: null);
        AddGroup("VIP", "", externalId: null);
        AddGroup("Do rozważenia", "", externalId: null);
        AddGroup("Zimowa wyprzedaż 2024", "", externalId: null);
    }

    /// <summary>All contacts as they are now, archived ones too, by id.</summary>
    public IReadOnlyList<SandboxContact> Contacts
    {
        get
        {
            lock (_gate)
            {
                return _contacts.All();
            }
        }
    }

    /// <summary>All groups as they are now, by id. The first is the built-in group of all contacts, id 1.</summary>
    public IReadOnlyList<SandboxGroup> Groups
    {
        get
        {
            lock (_gate)
            {
                return [.. _groups];
            }
        }
    }

    /// <summary>Adds a contact under the rules of the API. It may be archived, unsubscribed or in groups from the start.</summary>
    /// <param name="contact">The contact; its id is ignored, and a missing CreatedAt becomes now.</param>
    /// <returns>The contact with its id.</returns>
    /// <exception cref="ArgumentException">The API would refuse it.</exception>
    public SandboxContact AddContact(SandboxContact contact)
    {
        _ = contact ?? throw new ArgumentNullException(nameof(contact));
        var outcome = TryAdd(contact);
        return outcome.Contact ?? throw new ArgumentException(outcome.Refusal?.Message, nameof(contact));
    }

    /// <summary>Adds a group.</summary>
    /// <param name="name">Its name, which need not be unique.</param>
    /// <returns>The group with its id.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public SandboxGroup AddGroup(string name) => string.IsNullOrEmpty(name)
        ? throw new ArgumentException("A group needs a name.", nameof(name))
        : AddGroup(name, "", externalId: null);

    internal SandboxGroup AddGroup(string name, string description, string? externalId)
    {
        lock (_gate)
        {
            var group = new SandboxGroup(++_lastGroupId, name, description, externalId, DateTimeOffset.UtcNow);
            _groups.Add(group);
            return group;
        }
    }

    internal SandboxGroup? FindGroup(long id)
    {
        lock (_gate)
        {
            return _groups.Find(group => group.Id == id);
        }
    }

    internal SandboxGroup? ChangeGroup(long id, Func<SandboxGroup, SandboxGroup> change)
    {
        lock (_gate)
        {
            var position = _groups.FindIndex(group => group.Id == id);
            return position < 0 ? null : _groups[position] = change(_groups[position]);
        }
    }

    internal bool RemoveGroup(long id)
    {
        lock (_gate)
        {
            if (_groups.RemoveAll(group => group.Id == id) == 0)
            {
                return false;
            }

            foreach (var contact in _contacts.All().Where(contact => contact.Groups.Contains(id)))
            {
                _contacts.Replace(contact, contact with { Groups = [.. contact.Groups.Where(other => other != id)] });
            }

            return true;
        }
    }

    internal SandboxContact[] Page(ContactFilter filter, int offset, int limit)
    {
        // Everybody is in the built-in group, so it restricts nothing.
        var effective = filter.Group == AllContacts ? filter with { Group = null } : filter;
        lock (_gate)
        {
            return _contacts.Page(effective, offset, limit);
        }
    }

    internal SandboxContact? Find(long id)
    {
        lock (_gate)
        {
            return _contacts.Find(id);
        }
    }

    internal SandboxGroup[] GroupsOf(SandboxContact contact)
    {
        lock (_gate)
        {
            return [.. _groups.Where(group => group.Id == AllContacts || contact.Groups.Contains(group.Id))];
        }
    }

    internal SeenField[] Fields()
    {
        lock (_gate)
        {
            return _fields.Snapshot();
        }
    }

    internal int Count(Segment segment)
    {
        lock (_gate)
        {
            return _contacts.Active.Count(segment.Holds);
        }
    }

    internal ContactOutcome TryAdd(SandboxContact contact)
    {
        lock (_gate)
        {
            if (ContactRules.FirstBroken(contact) is { } broken)
            {
                return broken;
            }

            if (contact.Groups.FirstOrDefault(id => !_groups.Exists(group => group.Id == id)) is var unknown and not 0)
            {
                return Refusals.InvalidGroupList(unknown.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }

            if (Taken(contact) is { } taken)
            {
                return taken;
            }

            var added = _contacts.Add(contact with
            {
                CreatedAt = contact.CreatedAt ?? WireTime.Now,
                Groups = [.. contact.Groups.Where(static id => id != AllContacts).Distinct()],
            });
            _fields.Note(added);
            return added;
        }
    }

    internal ContactOutcome TryUpdate(ContactAddress address, Func<SandboxContact, ContactOutcome> change)
    {
        lock (_gate)
        {
            var before = address.Id is { } id ? _contacts.Find(id) : _contacts.FindActive(address.ExternalId ?? "");
            if (before is null or { InArchive: true })
            {
                return Refusals.UnknownContact(address.Id is null ? "externalId" : "id", address.ToString());
            }

            var outcome = change(before);
            if (outcome.Contact is not { } after)
            {
                return outcome;
            }

            if ((ContactRules.FirstBroken(after) ?? Taken(after)) is { } refusal)
            {
                return refusal;
            }

            _contacts.Replace(before, after);
            _fields.Note(after);
            return after;
        }
    }

    internal bool TryArchive(long id) =>
        TryReplace(id, static contact => contact.InArchive ? null : contact with { ArchivedAt = WireTime.Now });

    internal bool TryUnsubscribe(long id, SandboxChannels channels) =>
        TryReplace(id, contact => contact with { Unsubscribed = contact.Unsubscribed | channels });

    internal bool TryResubscribe(long id, SandboxChannels channels) =>
        TryReplace(id, contact => contact with { Unsubscribed = contact.Unsubscribed & ~channels });

    internal bool TryJoin(long id, long group) => TryReplace(id, contact =>
        contact.InArchive ? null
        : group == AllContacts || contact.Groups.Contains(group) ? contact
        : contact with { Groups = [.. contact.Groups, group] });

    internal bool TryLeave(long id, long group) => TryReplace(id, contact =>
        contact.InArchive ? null : contact with { Groups = [.. contact.Groups.Where(other => other != group)] });

    private bool TryReplace(long id, Func<SandboxContact, SandboxContact?> change)
    {
        lock (_gate)
        {
            if (_contacts.Find(id) is not { } before || change(before) is not { } after)
            {
                return false;
            }

            _contacts.Replace(before, after);
            return true;
        }
    }

    private Refusal? Taken(SandboxContact contact) =>
        !_acceptsDuplicateExternalIds
        && !contact.InArchive
        && contact.ExternalId is { } externalId
        && _contacts.FindActive(externalId) is { } holder
        && holder.Id != contact.Id
            ? Refusals.ExternalIdTaken(externalId)
            : null;
}
