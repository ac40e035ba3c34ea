using ContactsPS.Errors;
using ContactsPS.Files;

namespace ContactsPS.Binding;

/// <summary>
/// Reads a change from a row and the typed parameters. Typed: the value is sent, and an empty one clears. From a row or a script block: a filled value
/// is sent; an empty one is ignored, or clears the field if requested. From a contact: only its address.
/// </summary>
/// <param name="source">The source of the fields.</param>
/// <param name="fieldsOfRow">The row whose columns are changes; null if the input is a contact, or typed.</param>
/// <param name="clearEmpty">Whether an empty cell clears the field.</param>
/// <param name="isKey">Whether contacts are matched on a field: an empty cell never clears it.</param>
internal sealed class ContactUpdateReader(FieldSource source, InputRow? fieldsOfRow, bool clearEmpty, Func<StandardField, bool>? isKey = null)
{
    /// <summary>The columns that are read as changes or as the address, beside those named for additional data.</summary>
    public static readonly IReadOnlyList<string> Columns =
        ["Id", "ContactId", .. StandardField.All.Select(field => field.Name), nameof(ContactUpdate.NewExternalId), nameof(ContactUpdate.ExternalData)];

    /// <summary>Reads an update that changes something.</summary>
    /// <param name="address">The contact's address, by id or external id.</param>
    /// <param name="emailIsAddress">Whether the row was addressed by its e-mail column, which is then not a change.</param>
    /// <param name="externalDataColumns">Columns that go into additional data.</param>
    /// <exception cref="InputException">A field breaks its rule, or nothing would change.</exception>
    public ContactUpdate Read(ContactAddress address, bool emailIsAddress, IReadOnlyList<DataColumn> externalDataColumns)
    {
        var update = ReadFields(address, emailIsAddress, nameof(ContactUpdate.NewExternalId), externalDataColumns);
        return update.IsEmpty
            ? throw new InputException(FailureKind.NothingToChange, source.Label)
            : update;
    }

    /// <summary>Reads the desired values, possibly none.</summary>
    /// <param name="address">The contact's address, by id or external id; null if it is not known yet.</param>
    /// <param name="emailIsAddress">Whether the row was addressed by its e-mail column, which is then not a change.</param>
    /// <param name="newExternalIdColumn">The column of the new external id; else null.</param>
    /// <param name="externalDataColumns">Columns that go into additional data.</param>
    /// <exception cref="InputException">A field breaks its rule.</exception>
    public ContactUpdate ReadFields(ContactAddress? address, bool emailIsAddress, string? newExternalIdColumn, IReadOnlyList<DataColumn> externalDataColumns)
    {
        var fields = new FieldValues();
        foreach (var field in StandardField.All)
        {
            var column = field == StandardField.ExternalId ? newExternalIdColumn : field.Name;
            if (column is not null && TryValue(column, fromRow: !(emailIsAddress && field == StandardField.Email), out var value) && !(value is null && isKey?.Invoke(field) == true))
            {
                fields.Set(field, value is null ? null : FieldValue.Of(field, value, source.Label, source.NameOf(column)));
            }
        }

        return new ContactUpdate(fields)
        {
            Id = address?.AsId,
            ExternalId = address?.As(StandardField.ExternalId),
            ExternalData = ReadExternalData(externalDataColumns),
        };
    }

    /// <summary>Reads the new value of a field; null if it is cleared.</summary>
    /// <returns>False if the field is not changed.</returns>
    private bool TryValue(string field, bool fromRow, out object? value)
    {
        value = null;
        if (source.IsTyped(field))
        {
            value = source.TypedOrCleared(field);
            return true;
        }

        var isComputed = source.IsComputed(field);
        if (!isComputed && !(fromRow && fieldsOfRow?.Has(field) == true))
        {
            return false;
        }

        value = isComputed ? source.Computed(field) : fieldsOfRow!.Filled(field);
        return value is not null || clearEmpty;
    }

    private Maybe<IReadOnlyDictionary<string, object?>?> ReadExternalData(IReadOnlyList<DataColumn> columns)
    {
        const string field = nameof(ContactUpdate.ExternalData);
        if (source.IsTyped(field) && source.TypedOrCleared(field) is null)
        {
            return new Maybe<IReadOnlyDictionary<string, object?>?>(null);
        }

        var data = source.NewAdditionalData();
        foreach (var column in columns)
        {
            if (fieldsOfRow?.Filled(column.Column) is { } cell)
            {
                data.Set(column.Name, FieldValue.Scalar(cell, source.Label, source.NameOf(column.Column)));
            }
            else if (clearEmpty && fieldsOfRow?.Has(column.Column) == true)
            {
                data.Set(column.Name, null);
            }
        }

        if (TryValue(field, fromRow: true, out var table) && table is not null)
        {
            foreach (var entry in FieldValue.Table(table, source.Label, field, source.IsComputed(field) && source.IsOfFile))
            {
                data.Set(entry.Key, entry.Value);
            }
        }

        return data.Read() is { Count: > 0 } read ? new Maybe<IReadOnlyDictionary<string, object?>?>(read) : default;
    }
}
