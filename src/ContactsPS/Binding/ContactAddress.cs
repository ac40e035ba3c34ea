using System.Globalization;
using ContactsPS.Client.Redaction;
using ContactsPS.Errors;

namespace ContactsPS.Binding;

/// <summary>The address of a contact: its id, or an external id or e-mail address, which is looked up.</summary>
/// <param name="Field">The field of the address; null for an id.</param>
/// <param name="Id">The id; 0 for any other address.</param>
/// <param name="Value">The address as text.</param>
internal readonly record struct ContactAddress(StandardField? Field, long Id, string Value)
{
    /// <summary>The columns of a row that can contain an address, in order.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["Id", "ContactId", nameof(Contact.ExternalId), nameof(Contact.Email)];

    public static ContactAddress OfId(long id) => new(null, id, id.ToString(CultureInfo.InvariantCulture));

    public static ContactAddress Of(StandardField field, string value) => new(field, 0, value);

    /// <summary>The query that looks up the contact.</summary>
    public ContactQuery Query => new()
    {
        Id = AsId,
        ExternalId = As(StandardField.ExternalId),
        Email = As(StandardField.Email),
        PhoneNumber = As(StandardField.PhoneNumber),
    };

    /// <summary>The id; null if the address is of another kind.</summary>
    public long? AsId => Field is null ? Id : null;

    /// <summary>The address, if it is in that field; else null.</summary>
    public string? As(StandardField field) => Field == field ? Value : null;

    /// <summary>Whether a contact that was found has this address, because the service may not apply the filter, and another contact must not be changed.</summary>
    public bool Matches(Contact contact) => Field!.ComparisonForm(Field.Of(contact)) == Field.ComparisonForm(Value);

    /// <summary>The address for the verbose stream: an id as it is, anything personal as a hash.</summary>
    public string Redacted => Field is null ? ToString() : Of(Field, PersonalData.Hash(Value)).ToString();

    /// <summary>The address for errors and confirmations.</summary>
    public override string ToString() => Messages.Get($"AddressOf{Field?.Name ?? nameof(Id)}", Value);
}
