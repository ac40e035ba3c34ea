using System.Globalization;
using ContactsPS.Binding;
using ContactsPS.Client.Redaction;

namespace ContactsPS.Sync;

/// <summary>The keys that match a row of the source and a contact of the service.</summary>
public enum ContactKey
{
    /// <summary>The caller's own identifier, as it is written.</summary>
    ExternalId,

    /// <summary>The e-mail address, case-insensitive.</summary>
    Email,

    /// <summary>The phone number, without regard to separators and its plus.</summary>
    PhoneNumber,

    /// <summary>The service's own id.</summary>
    Id,
}

/// <summary>A key that contacts are matched on: how it is read, compared and named.</summary>
internal sealed class MatchKey
{
    private static readonly string[] IdColumns = ["Id", "ContactId"];

    private readonly StandardField? field;
    private readonly string[] columns;

    private MatchKey(ContactKey kind, StandardField? field)
    {
        Kind = kind;
        this.field = field;
        columns = field is null ? IdColumns : [field.Name];
    }

    public static MatchKey ExternalId { get; } = new(ContactKey.ExternalId, StandardField.ExternalId);

    public static MatchKey Email { get; } = new(ContactKey.Email, StandardField.Email);

    public static MatchKey PhoneNumber { get; } = new(ContactKey.PhoneNumber, StandardField.PhoneNumber);

    public static MatchKey Id { get; } = new(ContactKey.Id, field: null);

    public static IReadOnlyList<MatchKey> All { get; } = [ExternalId, Email, PhoneNumber, Id];

    public ContactKey Kind { get; }

    /// <summary>The key's entry.</summary>
    public static MatchKey Of(ContactKey kind) => kind switch
    {
        ContactKey.ExternalId => ExternalId,
        ContactKey.Email => Email,
        ContactKey.PhoneNumber => PhoneNumber,
        _ => Id,
    };

    /// <summary>Whether it is the key of a field.</summary>
    public bool IsOf(StandardField other) => field == other;

    /// <summary>Whether it is read from a column.</summary>
    public bool IsIn(string column) => columns.Contains(column, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a row has its column.</summary>
    public bool IsIn(InputRow row) => Array.Exists(columns, row.Has);

    /// <summary>The key of a contact; null if it has none.</summary>
    public string? Of(Contact contact)
    {
        var value = field is null ? contact.Id?.ToString(CultureInfo.InvariantCulture) : field.Of(contact) as string;
        return value is null || InvisibleText.IsBlank(value) ? null : value;
    }

    /// <summary>The key of a row; null if it has none.</summary>
    /// <param name="input">The row.</param>
    /// <param name="nameOf">How errors name a column; null if they name it as it is called.</param>
    /// <exception cref="Errors.InputException">It breaks its field's rule.</exception>
    public string? Read(ContactInput input, Func<string, string>? nameOf = null)
    {
        foreach (var column in columns)
        {
            if (input.Row!.Filled(column) is { } cell)
            {
                var name = nameOf?.Invoke(column) ?? column;
                return field is null
                    ? FieldValue.Id(cell, input.Name, name).ToString(CultureInfo.InvariantCulture)
                    : ((string)FieldValue.Of(field, cell, input.Name, name)).Trim();
            }
        }

        return null;
    }

    /// <summary>The form in which keys are compared.</summary>
    public string FormOf(string key) => field is null ? key : field.ComparisonForm(key.Trim());

    /// <summary>The forms that published hashes usually have: an e-mail address in lower case, a phone number with and without its plus, any other key as it is.</summary>
    public IEnumerable<string> PublishedFormsOf(string key) => Kind switch
    {
        ContactKey.Email => [InvisibleText.Trim(key).ToLowerInvariant()],
        ContactKey.PhoneNumber => [FormOf(key), "+" + FormOf(key)],
        _ => [FormOf(key)],
    };

    /// <summary>Reads a key that was written by hand.</summary>
    /// <exception cref="Errors.InputException">It breaks its field's rule.</exception>
    public string Read(string text, string label) =>
        field is null ? FieldValue.Id(text, label, Kind.ToString()).ToString(CultureInfo.InvariantCulture) : ((string)FieldValue.Of(field, text, label, field.Name)).Trim();

    /// <summary>Sixteen bytes that identify a key in any form: of millions of keys, only these are kept in memory.</summary>
    public Guid Hash(string key) => ContentHash.ShortOf(FormOf(key));

    /// <summary>What stands for a key; null without a key.</summary>
    public Guid? TryHash(string? key) => key is null || InvisibleText.IsBlank(key) ? null : Hash(key);

    /// <summary>A key in errors and confirmations, and the address for looking it up.</summary>
    public ContactAddress AddressOf(string key) => field is null ? ContactAddress.OfId(long.Parse(key, CultureInfo.InvariantCulture)) : ContactAddress.Of(field, key);

    /// <summary>The column's name.</summary>
    public override string ToString() => Kind.ToString();
}
