using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Errors;
using ContactsPS.Files;

namespace ContactsPS.Sync;

/// <summary>Reads of a row of the source what a contact should hold: the key that it is matched on, the fields that are compared, or a new contact.</summary>
/// <param name="key">By what contacts are matched.</param>
/// <param name="bound">The parameters that were typed, by name.</param>
/// <param name="clearEmpty">Whether an empty cell clears the field.</param>
/// <param name="externalDataColumns">Columns that were named for additional data.</param>
internal sealed class DesiredContactReader(ContactKey key, IReadOnlyDictionary<string, object?> bound, bool clearEmpty, IEnumerable<string> externalDataColumns)
{
    private readonly List<DataColumn> dataColumns = DataColumn.Of(externalDataColumns).ToList();

    /// <summary>The columns that are read by name; those that an export has besides are known, and not sent.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["Id", "ContactId", .. NewContactReader.Columns, "InArchive"];

    /// <summary>Takes a column of additional data that was seen for the first time.</summary>
    public void AddDataColumn(string column) => dataColumns.Add(new DataColumn(column, column.Substring(DataColumn.Prefix.Length)));

    /// <summary>The key of a row.</summary>
    /// <exception cref="InputException">The row has none, or it breaks its field's rule.</exception>
    public string ReadKey(ContactInput input)
    {
        var column = key.ToString();
        var cell = input.Row!.Filled(column) ?? throw new InputException(FailureKind.NoKey, input.Label, column, string.Join(", ", input.Row.Columns));
        return ((string)FieldValue.Of(ContactKeys.FieldOf(key), cell, input.Label, column)).Trim();
    }

    /// <summary>What the contact should hold; nothing if the row manages no field but its key.</summary>
    /// <exception cref="InputException">A field breaks its rule.</exception>
    public ContactUpdate Read(ContactInput input) =>
        new ContactUpdateReader(Source(input), input.Row, clearEmpty).ReadFields(
            address: null,
            emailIsAddress: key == ContactKey.Email,
            newExternalIdColumn: key == ContactKey.ExternalId ? null : nameof(ContactUpdate.ExternalId),
            dataColumns);

    /// <summary>The contact to be created.</summary>
    /// <exception cref="InputException">A field breaks its rule, or there is neither e-mail address nor phone number.</exception>
    public NewContact ReadNew(ContactInput input) => NewContactReader.Read(Source(input), dataColumns);

    private FieldSource Source(ContactInput input) => new(input, bound);
}
