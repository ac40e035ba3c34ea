using System.Collections;
using System.Globalization;

namespace ContactsPS.Binding;

/// <summary>Makes a contact of one that came back from Clixml, a job or remoting.</summary>
internal static class DeserializedContact
{
    public static Contact Read(InputRow row) => new(
        row.Cell(nameof(Contact.Id)) as long?,
        row.Cell(nameof(Contact.ExternalId)) as string,
        row.Cell(nameof(Contact.Email)) as string,
        row.Cell(nameof(Contact.PhoneNumber)) as string,
        row.Cell(nameof(Contact.FirstName)) as string,
        row.Cell(nameof(Contact.LastName)) as string,
        row.Cell(nameof(Contact.CompanyName)) as string,
        row.Cell(nameof(Contact.CreatedAt)) as DateTime?,
        row.Cell(nameof(Contact.InArchive)) is true,
        Data(row.Cell(nameof(Contact.ExternalData)) as IDictionary));

    // The service's order is lost on the way: by name, one export is like the next.
    private static Dictionary<string, object?>? Data(IDictionary? table) => table?.Cast<DictionaryEntry>()
        .Select(entry => (Name: Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!, entry.Value))
        .OrderBy(entry => entry.Name, StringComparer.Ordinal)
        .ToDictionary(entry => entry.Name, entry => InputRow.Unwrap(entry.Value), StringComparer.Ordinal);
}
