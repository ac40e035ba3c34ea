namespace ContactsPS.Client.Models;

/// <summary>
/// A field of every contact: one entry of the table that readers, writers and comparisons use. <see cref="Contact.Id"/> and
/// <see cref="Contact.InArchive"/> belong to the service and are not entries; additional data is <see cref="Contact.ExternalData"/>.
/// </summary>
public sealed class StandardField
{
    private static readonly List<StandardField> Table = [];

    /// <summary>The caller's own identifier, which is case-sensitive (F42 of docs/service.md).</summary>
    public static readonly StandardField ExternalId = new(nameof(Contact.ExternalId), static contact => contact.ExternalId)
    {
        IsAddress = true,
        Validator = ContactRules.ValidateIdentifier,
        ToNormalForm = InvisibleText.Trim,
        ToComparisonForm = InvisibleText.Trim,
    };

    /// <summary>The e-mail address, which is not case-sensitive (F41 of docs/service.md).</summary>
    public static readonly StandardField Email = new(nameof(Contact.Email), static contact => contact.Email)
    {
        IsAddress = true,
        Validator = ContactRules.ValidateEmail,
        ToNormalForm = InvisibleText.Trim,
        ToComparisonForm = static text => InvisibleText.Trim(text).ToUpperInvariant(),
    };

    /// <summary>The phone number; only its digits are compared.</summary>
    public static readonly StandardField PhoneNumber = new(nameof(Contact.PhoneNumber), static contact => contact.PhoneNumber)
    {
        IsAddress = true,
        Validator = ContactRules.ValidatePhoneNumber,
        ToNormalForm = ContactRules.NormalizePhoneNumber,
        ToComparisonForm = static text => ContactRules.NormalizePhoneNumber(text).TrimStart('+'),
    };

    /// <summary>The first name.</summary>
    public static readonly StandardField FirstName = new(nameof(Contact.FirstName), static contact => contact.FirstName);

    /// <summary>The last name.</summary>
    public static readonly StandardField LastName = new(nameof(Contact.LastName), static contact => contact.LastName);

    /// <summary>The company's name.</summary>
    public static readonly StandardField CompanyName = new(nameof(Contact.CompanyName), static contact => contact.CompanyName);

    /// <summary>When the contact was created, with a precision of seconds; the service returns it as it was sent (F65 of docs/service.md).</summary>
    public static readonly StandardField CreatedAt = new(nameof(Contact.CreatedAt), static contact => contact.CreatedAt) { IsDate = true };

    private readonly Func<Contact, object?> read;

    private StandardField(string name, Func<Contact, object?> read)
    {
        Name = name;
        JsonName = char.ToLowerInvariant(name[0]) + name.Substring(1);
        this.read = read;
        Index = Table.Count;
        Table.Add(this);
    }

    /// <summary>All standard fields, in the order of the properties of <see cref="Contact"/>.</summary>
    public static IReadOnlyList<StandardField> All => Table;

    /// <summary>The name of the property, such as <c>FirstName</c>.</summary>
    public string Name { get; }

    /// <summary>The name in JSON, such as <c>firstName</c>.</summary>
    public string JsonName { get; }

    /// <summary>Whether a contact can be found by it. The service requires an e-mail address or a phone number, so it may refuse to clear one.</summary>
    public bool IsAddress { get; private init; }

    /// <summary>Whether its value is a <see cref="DateTime"/>; the others are a <see cref="string"/>.</summary>
    public bool IsDate { get; private init; }

    /// <summary>The index in <see cref="All"/>.</summary>
    internal int Index { get; }

    private Func<string, string?> Validator { get; init; } = ContactRules.ValidateText;

    private Func<string, string> ToNormalForm { get; init; } = static text => text;

    private Func<string, string> ToComparisonForm { get; init; } = static text => text;

    /// <summary>The field with this name in JSON; else null.</summary>
    public static StandardField? OfJsonName(string name) => Table.Find(field => string.Equals(field.JsonName, name, StringComparison.Ordinal));

    /// <summary>The value of the field in a contact.</summary>
    public object? Of(Contact contact) => read(contact ?? throw new ArgumentNullException(nameof(contact)));

    /// <summary>
    /// Whether two values differ only in form: letter case of an e-mail address, invisible characters around an address, separators and the plus of a phone number, fractions of a
    /// second. A blank text, which the service may keep (F50 of docs/service.md), equals
    /// an empty one, because a source cannot express it: there, a blank cell is empty.
    /// </summary>
    public bool IsSame(object? one, object? other)
    {
        if (Equals(one, other))
        {
            return true;
        }

        var (form, otherForm) = (ComparisonForm(one), ComparisonForm(other));
        return string.Equals(form, otherForm, StringComparison.Ordinal) || (InvisibleText.IsBlank(form) && InvisibleText.IsBlank(otherForm));
    }

    /// <summary>The text for comparing and hashing; empty for null.</summary>
    public string ComparisonForm(object? value) => ToComparisonForm(DataValue.Of(value).ToText());

    /// <summary>Validates a text for the field, as it is written.</summary>
    /// <returns>The rule that the text breaks, as the rest of a sentence; null if it is valid.</returns>
    public string? Validate(string text) => Validator(text);

    /// <summary>The text without characters that only help to read it, such as the spaces in a phone number or around an address.</summary>
    public string Normalize(string text) => ToNormalForm(text);

    /// <summary>The field's name.</summary>
    public override string ToString() => Name;
}
