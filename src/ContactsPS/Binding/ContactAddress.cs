using System.Globalization;
using ContactsPS.Client.Redaction;
using ContactsPS.Errors;

namespace ContactsPS.Binding;

/// <summary>What names a contact: its id, or the external id or e-mail address that a look-up turns into one.</summary>
/// <param name="Field">The field that the address is in; null for an id.</param>
/// <param name="Id">The id; 0 for any other address.</param>
/// <param name="Value">The address as text.</param>
internal readonly record struct ContactAddress(StandardField? Field, long Id, string Value)
{
    /// <summary>The columns of a row that can name a contact, in this order.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["Id", "ContactId", nameof(Contact.ExternalId), nameof(Contact.Email)];

    public static ContactAddress OfId(long id) => new(null, id, id.ToString(CultureInfo.InvariantCulture));

    public static ContactAddress Of(StandardField field, string value) => new(field, 0, value);

    /// <summary>What the contact is looked up by.</summary>
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

    /// <summary>Whether a contact that was found has this external id or e-mail address: a filter that the service did not apply must not make us change another contact.</summary>
    public bool Matches(Contact contact) => Field!.ComparisonForm(Field.Of(contact)) == Field.ComparisonForm(Value);

    /// <summary>The address as the verbose stream names it: an id as it is, anything that tells of a person by its hash.</summary>
    public string Redacted => Field is null ? ToString() : Of(Field, PersonalData.Hash(Value)).ToString();

    /// <summary>The address as errors and confirmations name it.</summary>
    public override string ToString() => Messages.Get($"AddressOf{Field?.Name ?? nameof(Id)}", Value);
}
