using System.Collections;
using System.Management.Automation;

namespace ContactsPS.Binding;

/// <summary>Reads a contact from Clixml, a job or remoting.</summary>
internal static class SerializedContact
{
    public static Contact Read(InputRow row)
    {
        var fields = new FieldValues();
        foreach (var field in StandardField.All)
        {
            var value = row.Cell(field.Name);
            fields.Set(field, field.IsDate ? value as DateTime? : value as string);
        }

        return new Contact(
            LanguagePrimitives.TryConvertTo<long?>(row.Cell(nameof(Contact.Id)), out var id) ? id : null,
            fields,
            row.Cell(nameof(Contact.InArchive)) is true,
            Properties(row, nameof(Contact.ExternalData)),
            Properties(row, nameof(Contact.AdditionalProperties)));
    }

    // Serialization loses the service's order, so fields are sorted by name, and exports are comparable.
    private static Dictionary<string, object?>? Properties(InputRow row, string column) => (row.Cell(column) as IDictionary)?
        .Cast<DictionaryEntry>()
        .Select(entry => (Name: LanguagePrimitives.ConvertTo<string>(entry.Key), entry.Value))
        .OrderBy(entry => entry.Name, StringComparer.Ordinal)
        .ToDictionary(entry => entry.Name, entry => PlainValue.Of(entry.Value, "Contact", column), StringComparer.Ordinal);
}
