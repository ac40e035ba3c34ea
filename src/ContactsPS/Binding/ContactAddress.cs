using System.Globalization;
using ContactsPS.Client.Redaction;
using ContactsPS.Errors;

namespace ContactsPS.Binding;

/// <summary>By what a contact is named.</summary>
internal enum AddressKind
{
    Id,
    ExternalId,
    Email,
    PhoneNumber,
}

/// <summary>What names a contact: its id, or the external id or e-mail address that a look-up turns into one.</summary>
internal readonly record struct ContactAddress(AddressKind Kind, long Id, string Value)
{
    public static ContactAddress OfId(long id) => new(AddressKind.Id, id, id.ToString(CultureInfo.InvariantCulture));

    public static ContactAddress Of(AddressKind kind, string value) => new(kind, 0, value);

    /// <summary>The field that an address of a kind other than an id is in.</summary>
    public static StandardField FieldOf(AddressKind kind) => kind switch
    {
        AddressKind.ExternalId => StandardField.ExternalId,
        AddressKind.Email => StandardField.Email,
        _ => StandardField.PhoneNumber,
    };

    /// <summary>What the contact is looked up by.</summary>
    public ContactQuery Query => new()
    {
        Id = AsId,
        ExternalId = As(AddressKind.ExternalId),
        Email = As(AddressKind.Email),
        PhoneNumber = As(AddressKind.PhoneNumber),
    };

    /// <summary>The id; null if the address is of another kind.</summary>
    public long? AsId => Kind == AddressKind.Id ? Id : null;

    /// <summary>The address, if it is of that kind; else null.</summary>
    public string? As(AddressKind kind) => Kind == kind ? Value : null;

    /// <summary>Whether a contact that was found has this external id or e-mail address: a filter that the service did not apply must not make us change another contact.</summary>
    public bool Matches(Contact contact) => Kind == AddressKind.ExternalId
        ? string.Equals(contact.ExternalId, Value, StringComparison.Ordinal)
        : string.Equals(contact.Email, Value, StringComparison.OrdinalIgnoreCase);

    /// <summary>The address as the verbose stream names it: an id as it is, anything that tells of a person by its hash.</summary>
    public string Redacted => Kind == AddressKind.Id ? ToString() : Of(Kind, PersonalData.Hash(Value)).ToString();

    /// <summary>The address as errors and confirmations name it.</summary>
    public override string ToString() => Messages.Get($"AddressOf{Kind}", Value);
}
