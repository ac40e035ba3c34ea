using ContactsPS.Errors;
using ContactsPS.Files;

namespace ContactsPS.Binding;

/// <summary>
/// Makes a change of a row and the typed parameters. Typed: the value is sent, nothing clears. From a row or a script block: what is filled
/// is sent, what is empty is left alone or, when asked for, cleared. From a contact: its address alone.
/// </summary>
/// <param name="source">Where the fields come from.</param>
/// <param name="fieldsOfRow">The row whose columns are changes; null where the input is a contact, or typed.</param>
/// <param name="clearEmpty">Whether an empty cell clears the field.</param>
internal sealed class ContactUpdateReader(FieldSource source, InputRow? fieldsOfRow, bool clearEmpty)
{
    /// <summary>The columns that are read as changes or as the address, beside those named for additional data.</summary>
    public static readonly IReadOnlyList<string> Columns =
    [
        "Id",
        "ContactId",
        nameof(ContactUpdate.ExternalId),
        nameof(ContactUpdate.Email),
        nameof(ContactUpdate.PhoneNumber),
        nameof(ContactUpdate.NewExternalId),
        nameof(ContactUpdate.FirstName),
        nameof(ContactUpdate.LastName),
        nameof(ContactUpdate.CompanyName),
        nameof(ContactUpdate.CreatedAt),
        nameof(ContactUpdate.ExternalData),
    ];

    /// <summary>A change that changes something.</summary>
    /// <param name="address">The contact's address, by id or external id.</param>
    /// <param name="emailIsAddress">Whether the row was addressed by its e-mail column, which then is no change.</param>
    /// <param name="externalDataColumns">Columns that go into additional data.</param>
    /// <exception cref="InputException">A field breaks its rule, or nothing would change.</exception>
    public ContactUpdate Read(ContactAddress address, bool emailIsAddress, IReadOnlyList<DataColumn> externalDataColumns)
    {
        var update = ReadFields(address, emailIsAddress, nameof(ContactUpdate.NewExternalId), externalDataColumns);
        return update.IsEmpty
            ? throw new InputException(FailureKind.NothingToChange, source.Label)
            : update;
    }

    /// <summary>What the fields should hold, if anything.</summary>
    /// <param name="address">The contact's address, by id or external id; null where it is not known yet.</param>
    /// <param name="emailIsAddress">Whether the row was addressed by its e-mail column, which then is no change.</param>
    /// <param name="newExternalIdColumn">The column of the external id that the contact is to have; null where no column is.</param>
    /// <param name="externalDataColumns">Columns that go into additional data.</param>
    /// <exception cref="InputException">A field breaks its rule.</exception>
    public ContactUpdate ReadFields(ContactAddress? address, bool emailIsAddress, string? newExternalIdColumn, IReadOnlyList<DataColumn> externalDataColumns) => new()
    {
        Id = address?.AsId,
        ExternalId = address?.As(AddressKind.ExternalId),
        Email = Field<string?>(nameof(ContactUpdate.Email), FieldValue.Text, fromRow: !emailIsAddress),
        PhoneNumber = Field<string?>(nameof(ContactUpdate.PhoneNumber), FieldValue.PhoneNumber),
        NewExternalId = newExternalIdColumn is null ? default : Field<string?>(newExternalIdColumn, FieldValue.Text),
        FirstName = Field<string?>(nameof(ContactUpdate.FirstName), FieldValue.Text),
        LastName = Field<string?>(nameof(ContactUpdate.LastName), FieldValue.Text),
        CompanyName = Field<string?>(nameof(ContactUpdate.CompanyName), FieldValue.Text),
        CreatedAt = Field<DateTime?>(nameof(ContactUpdate.CreatedAt), (value, where, field) => FieldValue.Date(value, where, field)),
        ExternalData = ReadExternalData(externalDataColumns),
    };

    private Maybe<T?> Field<T>(string field, Func<object, string, string, T> parse, bool fromRow = true)
    {
        if (source.IsTyped(field))
        {
            return source.Typed(field) is { } typed ? new Maybe<T?>(parse(typed, source.Label, field)) : new Maybe<T?>(default);
        }

        var isComputed = source.IsComputed(field);
        if (!isComputed && !(fromRow && fieldsOfRow?.Has(field) == true))
        {
            return default;
        }

        var value = isComputed ? source.Computed(field) : fieldsOfRow!.Filled(field);
        return value is not null ? new Maybe<T?>(parse(value, source.Label, field))
            : clearEmpty ? new Maybe<T?>(default)
            : default;
    }

    private Maybe<IReadOnlyDictionary<string, object?>?> ReadExternalData(IReadOnlyList<DataColumn> columns)
    {
        const string field = nameof(ContactUpdate.ExternalData);
        if (source.IsTyped(field) && source.Typed(field) is null)
        {
            return new Maybe<IReadOnlyDictionary<string, object?>?>(null);
        }

        var data = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var column in columns)
        {
            if (fieldsOfRow?.Filled(column.Column) is { } cell)
            {
                data[column.Name] = FieldValue.Scalar(cell, source.Label, column.Column);
            }
            else if (clearEmpty && fieldsOfRow?.Has(column.Column) == true)
            {
                data[column.Name] = null;
            }
        }

        var table = Field<Dictionary<string, object?>?>(field, FieldValue.Table);
        if (table is { IsPresent: true, Value: { } entries })
        {
            foreach (var entry in entries)
            {
                data[entry.Key] = entry.Value;
            }
        }

        return data.Count > 0 ? new Maybe<IReadOnlyDictionary<string, object?>?>(data) : default;
    }
}
