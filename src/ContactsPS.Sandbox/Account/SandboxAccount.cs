using ContactsPS.Sandbox.Responses;

namespace ContactsPS.Sandbox.Account;

/// <summary>What a sandbox holds: contacts, groups, fields and segments. Safe to use from any thread, while requests are answered too.</summary>
public sealed class SandboxAccount
{
    internal const long AllContacts = 1;

    private readonly object gate = new();
    private readonly bool acceptsDuplicateExternalIds;
    private readonly TimeProvider time;
    private readonly ContactStore contacts = new();
    private readonly FieldCatalog fields = new();
    private readonly List<SandboxGroup> groups = [];
    private long lastGroupId;

    internal SandboxAccount(bool acceptsDuplicateExternalIds, TimeProvider time)
    {
        this.acceptsDuplicateExternalIds = acceptsDuplicateExternalIds;
        this.time = time;
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
            lock (gate)
            {
                return contacts.All();
            }
        }
    }

    /// <summary>All groups as they are now, by id. The first is the built-in group of all contacts, id 1.</summary>
    public IReadOnlyList<SandboxGroup> Groups
    {
        get
        {
            lock (gate)
            {
                return [.. groups];
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
        return outcome.Contact ?? throw new ArgumentException(outcome.Error?.Message, nameof(contact));
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
        lock (gate)
        {
            var group = new SandboxGroup(++lastGroupId, name, description, externalId, time.GetUtcNow());
            groups.Add(group);
            return group;
        }
    }

    internal SandboxGroup? FindGroup(long id)
    {
        lock (gate)
        {
            return groups.Find(group => group.Id == id);
        }
    }

    internal SandboxGroup? ChangeGroup(long id, Func<SandboxGroup, SandboxGroup> change)
    {
        lock (gate)
        {
            var position = groups.FindIndex(group => group.Id == id);
            return position < 0 ? null : groups[position] = change(groups[position]);
        }
    }

    internal bool RemoveGroup(long id)
    {
        lock (gate)
        {
            if (groups.RemoveAll(group => group.Id == id) == 0)
            {
                return false;
            }

            foreach (var contact in contacts.All().Where(contact => contact.Groups.Contains(id)))
            {
                contacts.Replace(contact, contact with { Groups = [.. contact.Groups.Where(other => other != id)] });
            }

            return true;
        }
    }

    internal SandboxContact[] Page(ContactFilter filter, int offset, int limit)
    {
        // Everybody is in the built-in group, so it restricts nothing.
        var effective = filter.Group == AllContacts ? filter with { Group = null } : filter;
        lock (gate)
        {
            return contacts.Page(effective, offset, limit);
        }
    }

    internal SandboxContact? Find(long id)
    {
        lock (gate)
        {
            return contacts.Find(id);
        }
    }

    internal SandboxGroup[] GroupsOf(SandboxContact contact)
    {
        lock (gate)
        {
            return [.. groups.Where(group => group.Id == AllContacts || contact.Groups.Contains(group.Id))];
        }
    }

    internal SeenField[] Fields()
    {
        lock (gate)
        {
            return fields.Snapshot();
        }
    }

    internal int Count(Segment segment)
    {
        lock (gate)
        {
            return contacts.Active.Count(segment.Holds);
        }
    }

    internal ContactOutcome TryAdd(SandboxContact contact)
    {
        lock (gate)
        {
            if (ContactRules.FirstBroken(contact) is { } broken)
            {
                return broken;
            }

            if (contact.Groups.FirstOrDefault(id => !groups.Exists(group => group.Id == id)) is var unknown and not 0)
            {
                return ApiErrors.InvalidGroupList(unknown.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }

            if (Taken(contact) is { } taken)
            {
                return taken;
            }

            var added = contacts.Add(contact with
            {
                CreatedAt = contact.CreatedAt ?? WireTime.Now(time),
                Groups = [.. contact.Groups.Where(static id => id != AllContacts).Distinct()],
            });
            fields.Note(added);
            return added;
        }
    }

    internal ContactOutcome TryUpdate(ContactAddress address, Func<SandboxContact, ContactOutcome> change)
    {
        lock (gate)
        {
            var before = address.Id is { } id ? contacts.Find(id) : contacts.FindActive(address.ExternalId ?? "");
            if (before is null or { InArchive: true })
            {
                return ApiErrors.UnknownContact(address.Id is null ? "externalId" : "id", address.ToString());
            }

            var outcome = change(before);
            if (outcome.Contact is not { } after)
            {
                return outcome;
            }

            if ((ContactRules.FirstBroken(after) ?? Taken(after)) is { } error)
            {
                return error;
            }

            contacts.Replace(before, after);
            fields.Note(after);
            return after;
        }
    }

    internal bool TryArchive(long id) =>
        TryReplace(id, contact => contact.InArchive ? null : contact with { ArchivedAt = WireTime.Now(time) });

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
        lock (gate)
        {
            if (contacts.Find(id) is not { } before || change(before) is not { } after)
            {
                return false;
            }

            contacts.Replace(before, after);
            return true;
        }
    }

    private ApiError? Taken(SandboxContact contact) =>
        !acceptsDuplicateExternalIds
        && !contact.InArchive
        && contact.ExternalId is { } externalId
        && contacts.FindActive(externalId) is { } holder
        && holder.Id != contact.Id
            ? ApiErrors.ExternalIdTaken(externalId)
            : null;
}
