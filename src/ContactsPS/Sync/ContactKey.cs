using System.Globalization;
using ContactsPS.Binding;
using ContactsPS.Client.Redaction;

namespace ContactsPS.Sync;

/// <summary>By what a contact of the source and one of the service are matched.</summary>
public enum ContactKey
{
    /// <summary>The caller's own identifier, as it is written.</summary>
    ExternalId,

    /// <summary>The e-mail address, whatever its letter case.</summary>
    Email,

    /// <summary>The phone number, whatever its separators, and with or without its plus.</summary>
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

    /// <summary>The key of a contact; null if it has none.</summary>
    public string? Of(Contact contact)
    {
        var value = field is null ? contact.Id?.ToString(CultureInfo.InvariantCulture) : field.Of(contact) as string;
        return value is null || InvisibleText.IsBlank(value) ? null : value;
    }

    /// <summary>The key of a row; null if it has none.</summary>
    /// <exception cref="Errors.InputException">It breaks its field's rule.</exception>
    public string? Read(ContactInput input)
    {
        foreach (var column in columns)
        {
            if (input.Row!.Filled(column) is { } cell)
            {
                return field is null
                    ? FieldValue.Id(cell, input.Label, column).ToString(CultureInfo.InvariantCulture)
                    : ((string)FieldValue.Of(field, cell, input.Label, column)).Trim();
            }
        }

        return null;
    }

    /// <summary>Sixteen bytes that stand for a key in whatever form: of millions of keys only this is kept in memory.</summary>
    public Guid Hash(string key) => ContentHash.ShortOf(field is null ? key : field.ComparisonForm(key.Trim()));

    /// <summary>What stands for a key; null without a key.</summary>
    public Guid? TryHash(string? key) => key is null || InvisibleText.IsBlank(key) ? null : Hash(key);

    /// <summary>A key as errors and confirmations name it, and what contacts with it are looked up by.</summary>
    public ContactAddress AddressOf(string key) => field is null ? ContactAddress.OfId(long.Parse(key, CultureInfo.InvariantCulture)) : ContactAddress.Of(field, key);

    /// <summary>The column's name.</summary>
    public override string ToString() => Kind.ToString();
}
