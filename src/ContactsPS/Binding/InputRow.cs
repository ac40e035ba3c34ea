using System.Collections;
using System.Management.Automation;
using ContactsPS.Files;

namespace ContactsPS.Binding;

/// <summary>The columns of a row, found by name whatever their letter case: a PSCustomObject's properties or a dictionary's keys.</summary>
internal sealed class InputRow
{
    private readonly PSObject? properties;
    private readonly Dictionary<string, object?>? keys;

    // Names that differ from one of the keys in letter case alone, as a service's additional fields may.
    private Dictionary<string, object?>? twins;

    public InputRow(PSObject input)
    {
        if (input.BaseObject is IDictionary dictionary)
        {
            keys = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
            foreach (DictionaryEntry entry in dictionary)
            {
                Add(LanguagePrimitives.ConvertTo<string>(entry.Key), entry.Value);
            }
        }
        else
        {
            properties = input;
        }
    }

    public InputRow(Row cells)
    {
        keys = new Dictionary<string, object?>(cells.Columns.Count, StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < cells.Columns.Count; i++)
        {
            Add(cells.Columns[i], cells.Values[i]);
        }
    }

    /// <summary>Whether the columns are a dictionary's keys, and cheap to list.</summary>
    public bool IsDictionary => keys is not null;

    public IEnumerable<string> Columns => keys is not null ? twins is null ? keys.Keys : keys.Keys.Concat(twins.Keys) : properties!.Properties.Select(property => property.Name);

    /// <summary>A cell's value, unwrapped; null where there is no such column or the cell is empty.</summary>
    public object? Filled(string column)
    {
        var value = Cell(column);
        return IsEmpty(value) ? null : value;
    }

    public bool Has(string column) => keys?.ContainsKey(column) ?? properties!.Properties[column] is not null;

    /// <summary>Whether a value counts as absent: null, and text that is empty or blank.</summary>
    public static bool IsEmpty(object? value) => value is null || (value is string text && string.IsNullOrWhiteSpace(text));

    /// <summary>The value without PowerShell's wrapping, save where the wrapping is the object.</summary>
    public static object? Unwrap(object? value) =>
        value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;

    /// <summary>A cell's value, unwrapped, whatever it holds; null where there is no such column.</summary>
    public object? Cell(string column) => TryCell(column, out var value) ? value : null;

    /// <summary>A cell's value, unwrapped, where there is such a column. To look twice costs an object twice.</summary>
    public bool TryCell(string column, out object? value)
    {
        if (keys is not null)
        {
            var isThere = (twins is not null && twins.TryGetValue(column, out var cell)) || keys.TryGetValue(column, out cell);
            value = Unwrap(cell);
            return isThere;
        }

        var property = properties!.Properties[column];
        value = Unwrap(property?.Value);
        return property is not null;
    }

    private void Add(string column, object? value)
    {
        if (Has(column))
        {
            (twins ??= new Dictionary<string, object?>(StringComparer.Ordinal))[column] = value;
        }
        else
        {
            keys!.Add(column, value);
        }
    }
}
