namespace ContactsPS.Client.Models;

/// <summary>
/// A field that every contact has: one entry of the table that readers, writers and comparisons go through. <see cref="Contact.Id"/> and
/// <see cref="Contact.InArchive"/> are the service's own and no entries; additional data is <see cref="Contact.ExternalData"/>.
/// </summary>
public sealed class StandardField
{
    private static readonly List<StandardField> Table = [];

    /// <summary>The caller's own identifier, whose letter case counts (F42 of docs/service.md).</summary>
    public static readonly StandardField ExternalId = new(nameof(Contact.ExternalId), static contact => contact.ExternalId)
    {
        IsAddress = true,
        Validator = ContactRules.ValidateIdentifier,
        ToNormalForm = InvisibleText.Trim,
        ToComparisonForm = InvisibleText.Trim,
    };

    /// <summary>The e-mail address, whose letter case does not count (F41 of docs/service.md).</summary>
    public static readonly StandardField Email = new(nameof(Contact.Email), static contact => contact.Email)
    {
        IsAddress = true,
        Validator = ContactRules.ValidateEmail,
        ToNormalForm = InvisibleText.Trim,
        ToComparisonForm = static text => InvisibleText.Trim(text).ToUpperInvariant(),
    };

    /// <summary>The phone number, of which the digits alone count.</summary>
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

    /// <summary>When the contact was created, to the second; the service gives it back as it was sent (F65 of docs/service.md).</summary>
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

    /// <summary>All of them, in the order of the properties of <see cref="Contact"/>.</summary>
    public static IReadOnlyList<StandardField> All => Table;

    /// <summary>The name in .NET, such as <c>FirstName</c>.</summary>
    public string Name { get; }

    /// <summary>The name on the wire, such as <c>firstName</c>.</summary>
    public string JsonName { get; }

    /// <summary>Whether a contact can be found by it. The service requires one of these, and so may refuse an empty one.</summary>
    public bool IsAddress { get; private init; }

    /// <summary>Whether it holds a <see cref="DateTime"/>; any other holds a <see cref="string"/>.</summary>
    public bool IsDate { get; private init; }

    /// <summary>The place in <see cref="All"/>.</summary>
    internal int Index { get; }

    private Func<string, string?> Validator { get; init; } = ContactRules.ValidateText;

    private Func<string, string> ToNormalForm { get; init; } = static text => text;

    private Func<string, string> ToComparisonForm { get; init; } = static text => text;

    /// <summary>The field of that name on the wire; null if there is none.</summary>
    public static StandardField? OfJsonName(string name) => Table.Find(field => string.Equals(field.JsonName, name, StringComparison.Ordinal));

    /// <summary>What a contact holds in the field.</summary>
    public object? Of(Contact contact) => read(contact ?? throw new ArgumentNullException(nameof(contact)));

    /// <summary>
    /// Whether two values differ in form alone: letter case of an e-mail address, what is not seen around an address, separators and the plus of a phone number, fractions of a
    /// second. A blank text, which the service may keep (F50 of docs/service.md), is an
    /// empty one, for no source can say it otherwise: there a blank cell is empty.
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

    /// <summary>The text by which values are compared and hashed; empty for null.</summary>
    public string ComparisonForm(object? value) => ToComparisonForm(DataValue.Of(value).ToText());

    /// <summary>Checks a text for the field, as it is written.</summary>
    /// <returns>The rule that the text breaks, as the rest of a sentence, or null.</returns>
    public string? Validate(string text) => Validator(text);

    /// <summary>The text without what people put there for reading, such as the blanks in a phone number or around an address.</summary>
    public string Normalize(string text) => ToNormalForm(text);

    /// <summary>The field's name.</summary>
    public override string ToString() => Name;
}
