using ContactsPS.Binding;
using ContactsPS.Client.Redaction;

namespace ContactsPS.Sync;

/// <summary>By what the contacts of a source and of the service are told to be the same.</summary>
public enum ContactKey
{
    /// <summary>The caller's own identifier, as it is written.</summary>
    ExternalId,

    /// <summary>The e-mail address, whatever its letter case.</summary>
    Email,

    /// <summary>The phone number, whatever its separators, and with or without its plus.</summary>
    PhoneNumber,
}

/// <summary>What a key is compared by.</summary>
internal static class ContactKeys
{
    /// <summary>The key of a contact that the service told; null where it has none.</summary>
    public static string? Of(Contact contact, ContactKey kind)
    {
        var value = kind switch
        {
            ContactKey.ExternalId => contact.ExternalId,
            ContactKey.Email => contact.Email,
            _ => contact.PhoneNumber,
        };
        return string.IsNullOrWhiteSpace(value) ? null : value;
    }

    /// <summary>A key as errors and confirmations name it.</summary>
    public static ContactAddress AddressOf(string key, ContactKey kind) => ContactAddress.Of(
        kind switch
        {
            ContactKey.ExternalId => AddressKind.ExternalId,
            ContactKey.Email => AddressKind.Email,
            _ => AddressKind.PhoneNumber,
        },
        key);

    /// <summary>Sixteen bytes that stand for a key in whatever form: of millions of keys only this is kept in memory.</summary>
    public static Guid Print(string key, ContactKey kind)
    {
        var form = kind switch
        {
            ContactKey.ExternalId => key.Trim(),
            ContactKey.Email => key.Trim().ToUpperInvariant(),
            _ => ContactRules.NormalizePhoneNumber(key).TrimStart('+'),
        };
        return ContentHash.ShortOf(form);
    }
}
