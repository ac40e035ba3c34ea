using ContactsPS.Errors;
using ContactsPS.Files;

namespace ContactsPS.Binding;

/// <summary>
/// Reads a new contact from a row and the typed parameters: a script block overrides the row's column, and a typed value is used
/// if the row has none.
/// </summary>
internal static class NewContactReader
{
    /// <summary>The columns that are read, beside those named for additional data.</summary>
    public static readonly IReadOnlyList<string> Columns =
        [.. StandardField.All.Select(field => field.Name), nameof(NewContact.ExternalData), nameof(NewContact.AddToGroup)];

    /// <exception cref="InputException">A field breaks its rule, or there is neither e-mail address nor phone number.</exception>
    public static NewContact Read(FieldSource source, IReadOnlyList<DataColumn> externalDataColumns) => Read(source, externalDataColumns, static (value, label, field) => FieldValue.Ids(value, label, field));

    /// <param name="source">The source of its fields.</param>
    /// <param name="externalDataColumns">Columns that go into additional data.</param>
    /// <param name="readGroups">Reads groups: the value, the input's name in messages, and the column.</param>
    /// <exception cref="InputException">A field breaks its rule, or there is neither e-mail address nor phone number.</exception>
    public static NewContact Read(FieldSource source, IReadOnlyList<DataColumn> externalDataColumns, Func<object, string, string, IReadOnlyList<long>> readGroups)
    {
        var fields = new FieldValues();
        foreach (var field in StandardField.All)
        {
            if (Value(source, field.Name) is { } value)
            {
                fields.Set(field, FieldValue.Of(field, value, source.Label, source.NameOf(field.Name)));
            }
        }

        if (fields[StandardField.Email] is null && fields[StandardField.PhoneNumber] is null)
        {
            throw InputException.Of(FailureKind.InvalidField, "NeedsEmailOrPhoneNumber", source.Label);
        }

        return new NewContact(fields)
        {
            AddToGroup = Value(source, nameof(NewContact.AddToGroup)) is { } groups
                ? readGroups(groups, source.Label.ToString(), nameof(NewContact.AddToGroup))
                : null,
            ExternalData = ReadExternalData(source, externalDataColumns),
        };
    }

    private static object? Value(FieldSource source, string field) =>
        source.IsComputed(field) ? source.Computed(field) : source.Row?.Filled(field) ?? source.Typed(field);

    private static IReadOnlyDictionary<string, object?> ReadExternalData(FieldSource source, IReadOnlyList<DataColumn> columns)
    {
        const string field = nameof(NewContact.ExternalData);
        var data = source.NewAdditionalData();
        foreach (var (table, isOfFile) in new[] { source.IsComputed(field) ? (source.Computed(field), source.IsOfFile) : (source.Typed(field), false), (source.Row?.Filled(field), false) })
        {
            if (table is not null)
            {
                foreach (var entry in FieldValue.Table(table, source.Label, field, isOfFile).Where(entry => entry.Value is not null))
                {
                    data.Set(entry.Key, entry.Value);
                }
            }
        }

        foreach (var column in columns)
        {
            if (source.Row?.Filled(column.Column) is { } cell)
            {
                data.Set(column.Name, FieldValue.Scalar(cell, source.Label, source.NameOf(column.Column)));
            }
        }

        return data.Read();
    }
}
