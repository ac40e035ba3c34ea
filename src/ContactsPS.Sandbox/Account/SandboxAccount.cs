using System.Globalization;
using ContactsPS.Sandbox.Options;
using ContactsPS.Sandbox.Responses;

namespace ContactsPS.Sandbox.Account;

/// <summary>The data of a sandbox: contacts, groups, fields and segments. Thread-safe, also while requests are handled.</summary>
public sealed class SandboxAccount
{
    private readonly object gate = new();
    private readonly SandboxOptions options;
    private readonly TimeProvider time;
    private readonly ContactStore contacts;
    private readonly GroupStore groups = new();
    private readonly FieldCatalog fields = new();

    internal SandboxAccount(SandboxOptions options)
    {
        this.options = options;
        time = options.TimeProvider;
        contacts = new ContactStore(isNewestFirst: options.Has(SandboxAlternative.NewestFirst));
        AddGroup("All contacts", "Every contact of the account", "ALLCONTACTS");
        AddGroup("Newsletter", "Everyone who asked for the monthly letter", externalId: null);
        AddGroup("VIP");
        AddGroup("Do rozważenia");
        AddGroup("Zimowa wyprzedaż 2024");
    }

    /// <summary>All current contacts, including archived ones, by id.</summary>
    public IReadOnlyList<SandboxContact> Contacts => Locked(contacts.All);

    /// <summary>All current groups, by id. The first is the built-in group of all contacts, id 1.</summary>
    public IReadOnlyList<SandboxGroup> Groups => Locked(() => groups.All.ToArray());

    /// <summary>Adds a contact under the rules of the API. It may be archived, unsubscribed or in groups from the start.</summary>
    /// <param name="contact">The contact; its id is ignored, and a missing CreatedAt becomes now.</param>
    /// <returns>The contact with its id.</returns>
    /// <exception cref="ArgumentException">The API would refuse it.</exception>
    public SandboxContact AddContact(SandboxContact contact)
    {
        var outcome = TryAdd(contact ?? throw new ArgumentNullException(nameof(contact)));
        return outcome.Value ?? throw new ArgumentException(outcome.Error?.Message, nameof(contact));
    }

    /// <summary>Adds a contact under the rules of the API, with fields by their JSON names.</summary>
    /// <param name="fields">Values by name, such as <c>firstName</c>; a date is <c>yyyy-MM-dd HH:mm:ss</c>, in UTC.</param>
    /// <param name="contact">Its other properties.</param>
    /// <returns>Why the API would refuse it, as a sentence; null if it was added.</returns>
    /// <exception cref="ArgumentException">There is no such field.</exception>
    public string? TryAddContact(IReadOnlyDictionary<string, string> fields, SandboxContact contact)
    {
        Outcome<SandboxContact> outcome = contact ?? throw new ArgumentNullException(nameof(contact));
        foreach (var entry in fields ?? throw new ArgumentNullException(nameof(fields)))
        {
            var field = ContactField.Named(entry.Key) ?? throw new ArgumentException($"There is no field {entry.Key}.", nameof(fields));
            outcome = outcome.Value is { } read ? field.Set(read, entry.Value) : outcome;
        }

        outcome = outcome.Value is { } whole ? TryAdd(whole) : outcome;
        return outcome.Error?.Message;
    }

    /// <summary>Adds a group.</summary>
    /// <param name="name">Its name, which need not be unique.</param>
    /// <returns>The group with its id.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public SandboxGroup AddGroup(string name) => string.IsNullOrEmpty(name)
        ? throw new ArgumentException("A group needs a name.", nameof(name))
        : AddGroup(name, "", externalId: null);

    internal SandboxGroup AddGroup(string name, string description, string? externalId) =>
        Locked(() => groups.Add(name, description, externalId, time.GetUtcNow()));

    internal SandboxGroup? FindGroup(long id) => Locked(() => groups.Find(id));

    internal Outcome<SandboxGroup> ChangeGroup(long id, Func<SandboxGroup, SandboxGroup> change) => Locked<Outcome<SandboxGroup>>(() =>
        id == SandboxGroup.AllContacts ? ApiErrors.BuiltInGroup(id)
        : groups.Change(id, change) is { } changed ? changed
        : ApiErrors.UnknownGroup(id));

    internal Outcome<long> RemoveGroup(long id) => Locked<Outcome<long>>(() =>
    {
        if (id == SandboxGroup.AllContacts)
        {
            return ApiErrors.BuiltInGroup(id);
        }

        if (!groups.Remove(id))
        {
            return ApiErrors.UnknownGroup(id);
        }

        foreach (var contact in contacts.All().Where(contact => contact.Groups.Contains(id)))
        {
            contacts.Replace(contact, contact.Without(id));
        }

        return id;
    });

    // Every contact is in the built-in group, so it does not restrict.
    internal SandboxContact[] Page(ContactFilter filter, int offset, int limit) =>
        Locked(() => contacts.Page(filter.Group == SandboxGroup.AllContacts ? filter with { Group = null } : filter, offset, limit));

    internal SandboxContact? Find(long id) => Locked(() => contacts.Find(id));

    internal SandboxGroup[] GroupsOf(SandboxContact contact) =>
        [.. Groups.Where(group => group.Id == SandboxGroup.AllContacts || contact.Groups.Contains(group.Id))];

    internal SeenField[] Fields() => Locked(fields.Snapshot);

    internal int Count(Segment segment) => Locked(() => contacts.Active.Count(segment.Holds));

    internal Outcome<SandboxContact> TryAdd(SandboxContact contact) => Locked<Outcome<SandboxContact>>(() =>
    {
        if (FirstError(contact) is { } error)
        {
            return error;
        }

        var added = contacts.Add(contact with
        {
            CreatedAt = contact.CreatedAt ?? ServiceDate.Now(time),
            Groups = [.. contact.Groups.Where(static id => id != SandboxGroup.AllContacts).Distinct()],
        });
        fields.Note(added);
        return added;
    });

    internal Outcome<SandboxContact> TryUpdate(ContactAddress address, Func<SandboxContact, Outcome<SandboxContact>> change) => Locked<Outcome<SandboxContact>>(() =>
    {
        var before = address.Id is { } id ? contacts.Find(id) : contacts.FindActive(address.ExternalId ?? "");
        if (before is null or { InArchive: true })
        {
            return ApiErrors.UnknownContact(address.Id is null ? "externalId" : "id", address.ToString());
        }

        var outcome = change(before);
        if (outcome.Value is not { } after)
        {
            return outcome;
        }

        if (FirstError(after) is { } error)
        {
            return error;
        }

        contacts.Replace(before, after);
        fields.Note(after);
        return after;
    });

    internal Outcome<long> TryRemove(long id) => options.Has(SandboxAlternative.Erasing)
        ? Locked<Outcome<long>>(() => contacts.Remove(id) ? id : ApiErrors.UnknownContact("id", id))
        : TryChange(id, contact => contact.InArchive ? null : contact with { ArchivedAt = ServiceDate.Now(time) });

    internal bool HasActive(string externalId) => Locked(() => contacts.FindActive(externalId) is not null);

    internal Outcome<long> TryUnsubscribe(long id, SandboxChannels channels) =>
        TryChange(id, contact => contact with { Unsubscribed = contact.Unsubscribed | channels });

    internal Outcome<long> TryResubscribe(long id, SandboxChannels channels) =>
        TryChange(id, contact => contact with { Unsubscribed = contact.Unsubscribed & ~channels });

    internal Outcome<long> TryJoin(long id, long group) => TryChange(id, contact =>
        contact.InArchive ? null
        : group == SandboxGroup.AllContacts || contact.Groups.Contains(group) ? contact
        : contact with { Groups = [.. contact.Groups, group] });

    internal Outcome<long> TryLeave(long id, long group) => TryChange(id, contact => contact.InArchive ? null : contact.Without(group));

    /// <summary>Changes a contact, unless it does not exist or the change returns null.</summary>
    private Outcome<long> TryChange(long id, Func<SandboxContact, SandboxContact?> change) => Locked<Outcome<long>>(() =>
    {
        if (contacts.Find(id) is not { } before || change(before) is not { } after)
        {
            return ApiErrors.UnknownContact("id", id);
        }

        contacts.Replace(before, after);
        return id;
    });

    private ApiError? FirstError(SandboxContact contact) =>
        ContactRules.FirstBroken(contact) ?? UnknownGroup(contact) ?? Taken(contact);

    private ApiError? UnknownGroup(SandboxContact contact) =>
        contact.Groups.FirstOrDefault(id => groups.Find(id) is null) is var unknown and not 0
            ? ApiErrors.InvalidGroupList(unknown.ToString(CultureInfo.InvariantCulture))
            : null;

    private ApiError? Taken(SandboxContact contact) => contact.InArchive ? null
        : contact.ExternalId is { } externalId && !options.Has(SandboxAlternative.DuplicateExternalIdAllowed) && IsTaken(new SandboxContact { ExternalId = externalId }, contact.Id)
            ? ApiErrors.Taken("externalId", externalId)
        : contact.Email is { } email && options.Has(SandboxAlternative.UniqueEmail) && IsTaken(new SandboxContact { Email = email }, contact.Id)
            ? ApiErrors.Taken("email", email)
        : contact.PhoneNumber is { } phone && options.Has(SandboxAlternative.UniquePhoneNumber) && IsTaken(new SandboxContact { PhoneNumber = phone }, contact.Id)
            ? ApiErrors.Taken("phoneNumber", phone)
        : null;

    private bool IsTaken(SandboxContact example, long id) =>
        contacts.Has(example, id, inArchive: false) || (options.Has(SandboxAlternative.ArchivedExternalIdTaken) && example.ExternalId is not null && contacts.Has(example, id, inArchive: true));

    private T Locked<T>(Func<T> action)
    {
        lock (gate)
        {
            return action();
        }
    }
}
