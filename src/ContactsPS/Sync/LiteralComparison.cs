using ContactsPS.Binding;
using ContactsPS.Files;

namespace ContactsPS.Sync;

/// <summary>Finds rows whose cells a contact holds letter for letter, as most rows of a nightly sync are. Of any other row, <see cref="ContactDifference"/> decides.</summary>
/// <param name="options">What the sync is to do.</param>
/// <param name="dataColumns">The columns that go into additional data.</param>
/// <param name="comparesExternalId">Whether the external id is a field that is compared.</param>
internal sealed class LiteralComparison(SyncOptions options, IReadOnlyList<DataColumn> dataColumns, bool comparesExternalId)
{
    // Rows of one source share the list of their columns.
    private (IReadOnlyList<string> Columns, Func<Contact, object?>?[]? Readers) latest = ([], []);

    /// <summary>Whether the contact certainly holds what the row says, which has been found valid.</summary>
    public bool Holds(Contact contact, Row row)
    {
        if (options.Map is not null)
        {
            return false;
        }

        if (!ReferenceEquals(latest.Columns, row.Columns))
        {
            latest = (row.Columns, ReadersOf(row.Columns));
        }

        if (latest.Readers is not { } readers)
        {
            return false;
        }

        for (var i = 0; i < readers.Length; i++)
        {
            if (readers[i] is { } read && !Holds(row.Values[i], read, contact))
            {
                return false;
            }
        }

        return true;
    }

    private bool Holds(object? cell, Func<Contact, object?> read, Contact contact) =>
        InputRow.IsEmpty(cell) ? !options.ClearEmpty : cell is string text && string.Equals(text, DataValue.Of(read(contact)).ComparisonForm(), StringComparison.Ordinal);

    /// <summary>What a contact holds for each column, null for a column that is not compared; null instead of all if a column can only be read with the whole row.</summary>
    private Func<Contact, object?>?[]? ReadersOf(IReadOnlyList<string> columns)
    {
        if (dataColumns.Select(static column => column.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count() < dataColumns.Count
            || columns.Contains(nameof(ContactUpdate.ExternalData), StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        var readers = new Func<Contact, object?>?[columns.Count];
        for (var i = 0; i < readers.Length; i++)
        {
            var field = StandardField.All.FirstOrDefault(field => string.Equals(field.Name, columns[i], StringComparison.OrdinalIgnoreCase));
            var data = dataColumns.Where(column => string.Equals(column.Column, columns[i], StringComparison.OrdinalIgnoreCase)).ToList();
            if (data.Count > 1 || (field is not null && data.Count > 0))
            {
                return null;
            }

            readers[i] = data is [var only] ? contact => contact.ExternalData.TryGetValue(only.Name, out var value) ? value : null
                : field is not null && (field != StandardField.ExternalId || comparesExternalId) ? field.Of
                : null;
        }

        return readers;
    }
}
