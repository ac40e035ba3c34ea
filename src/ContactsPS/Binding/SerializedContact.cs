using System.Collections;
using System.Management.Automation;

namespace ContactsPS.Binding;

/// <summary>Reads a contact that came back from Clixml, a job or remoting.</summary>
internal static class SerializedContact
{
    public static Contact Read(InputRow row) => new(
        row.Filled(nameof(Contact.Id)) is { } id && LanguagePrimitives.TryConvertTo<long>(id, out var number) ? number : null,
        Text(row, nameof(Contact.ExternalId)),
        Text(row, nameof(Contact.Email)),
        Text(row, nameof(Contact.PhoneNumber)),
        Text(row, nameof(Contact.FirstName)),
        Text(row, nameof(Contact.LastName)),
        Text(row, nameof(Contact.CompanyName)),
        row.Filled(nameof(Contact.CreatedAt)) as DateTime?,
        row.Filled(nameof(Contact.InArchive)) is true,
        Properties(row, nameof(Contact.ExternalData)),
        Properties(row, nameof(Contact.AdditionalProperties)));

    private static string? Text(InputRow row, string column) => row.Filled(column) as string;

    private static Dictionary<string, object?>? Properties(InputRow row, string column) => (row.Filled(column) as IDictionary)?
        .Cast<DictionaryEntry>()
        .ToDictionary(entry => LanguagePrimitives.ConvertTo<string>(entry.Key), entry => InputRow.Unwrap(entry.Value), StringComparer.Ordinal);
}
