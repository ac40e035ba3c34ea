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
    /// <summary>The field that a key is in.</summary>
    public static StandardField FieldOf(ContactKey kind) => kind switch
    {
        ContactKey.ExternalId => StandardField.ExternalId,
        ContactKey.Email => StandardField.Email,
        _ => StandardField.PhoneNumber,
    };

    /// <summary>The key of a contact that the service told; null if it has none.</summary>
    public static string? Of(Contact contact, ContactKey kind) => FieldOf(kind).Of(contact) is string value && !string.IsNullOrWhiteSpace(value) ? value : null;

    /// <summary>A key as errors and confirmations name it, and what contacts with it are looked up by.</summary>
    public static ContactAddress AddressOf(string key, ContactKey kind) => ContactAddress.Of(FieldOf(kind), key);

    /// <summary>What stands for a key; null without a key.</summary>
    public static Guid? TryHash(string? key, ContactKey kind) => string.IsNullOrWhiteSpace(key) ? null : Hash(key!, kind);

    /// <summary>Sixteen bytes that stand for a key in whatever form: of millions of keys only this is kept in memory.</summary>
    public static Guid Hash(string key, ContactKey kind) => ContentHash.ShortOf(FieldOf(kind).ComparisonForm(key.Trim()));
}
