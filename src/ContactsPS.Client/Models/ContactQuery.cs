namespace ContactsPS.Client.Models;

/// <summary>Which contacts to list. All filters that are set must match (F43 of docs/service.md); an empty query lists all contacts that are not archived.</summary>
public sealed class ContactQuery
{
    /// <summary>The contact with this id.</summary>
    public long? Id { get; init; }

    /// <summary>The contact with this external id.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Contacts with this e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Contacts with this phone number.</summary>
    public string? PhoneNumber { get; init; }

    /// <summary>Members of the group with this id.</summary>
    public long? GroupId { get; init; }

    /// <summary>Archived contacts instead of active ones; default false.</summary>
    public bool Archived { get; init; }

    /// <summary>Contacts archived at or after this time (UTC); lists archived contacts.</summary>
    public DateTime? ArchivedAfter { get; init; }

    /// <summary>Contacts archived at or before this time (UTC); lists archived contacts.</summary>
    public DateTime? ArchivedBefore { get; init; }

    /// <summary>Contacts that are unsubscribed (true) or subscribed (false) by e-mail; null for either.</summary>
    public bool? UnsubscribedFromEmail { get; init; }

    /// <summary>Contacts that are unsubscribed (true) or subscribed (false) by SMS; null for either.</summary>
    public bool? UnsubscribedFromSms { get; init; }

    /// <summary>Contacts that are unsubscribed (true) or subscribed (false) by push message; null for either.</summary>
    public bool? UnsubscribedFromPush { get; init; }

    /// <summary>Whether it lists archived contacts, because of the flag or a date.</summary>
    public bool WantsArchived => Archived || ArchivedAfter is not null || ArchivedBefore is not null;

    /// <summary>Whether a contact has the id, external id, e-mail address and phone number of the query.</summary>
    public bool IsForKeyOf(Contact contact)
    {
        return FindIgnoredKey(contact ?? throw new ArgumentNullException(nameof(contact))) is null;
    }

    /// <summary>The first key of the query that a contact does not have; null if it has them all.</summary>
    internal string? FindIgnoredKey(Contact contact) =>
        Id is not null && contact.Id != Id ? "id"
        : IsOther(StandardField.ExternalId, ExternalId, contact) ? StandardField.ExternalId.JsonName
        : IsOther(StandardField.Email, Email, contact) ? StandardField.Email.JsonName
        : IsOther(StandardField.PhoneNumber, PhoneNumber, contact) ? StandardField.PhoneNumber.JsonName
        : null;

    /// <summary>The subscription filter that the service did not apply, as this contact of the list shows; null if it shows none.</summary>
    internal string? FindIgnoredFilter(Contact contact) =>
        Differs(UnsubscribedFromEmail, contact.IsSubscribedToEmail) ? "isUnsubscribeEmail"
        : Differs(UnsubscribedFromSms, contact.IsSubscribedToSms) ? "isUnsubscribeSms"
        : Differs(UnsubscribedFromPush, contact.IsSubscribedToPush) ? "isUnsubscribePush"
        : null;

    private static bool IsOther(StandardField field, string? wanted, Contact contact) => wanted is not null && !field.IsSame(wanted, field.Of(contact));

    private static bool Differs(bool? unsubscribed, bool? subscribed) => unsubscribed is { } wanted && subscribed is { } held && wanted == held;

    /// <summary>Whether it looks up a key, which few contacts have.</summary>
    internal bool IsByKey => Id is not null || ExternalId is not null || Email is not null || PhoneNumber is not null;
}
