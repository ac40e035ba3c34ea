using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Internal;
using ContactsPS.Files;

namespace ContactsPS.Binding;

/// <summary>
/// The columns of a row, found by name whatever their letter case and whatever blanks or invisible characters surround them: a PSCustomObject's properties or a dictionary's keys.
/// </summary>
internal sealed class InputRow
{
    private readonly bool isTable;
    private readonly bool isOfFile;
    private readonly PSObject? properties;
    private readonly Dictionary<string, object?>? keys;
    private readonly IComputedCells? computed;

    // How an object spells its columns; looked for when a column is missing.
    private ColumnSpellings? spellings;

    private (string One, string Other)? repeatedKey;

    // Names that differ from one of the keys in letter case alone, as a service's additional fields may.
    private Dictionary<string, object?>? twins;

    /// <param name="input">The row.</param>
    /// <param name="isTable">Whether it is a table within a row: its names are those of additional fields, and stay as they are.</param>
    /// <param name="isOfFile">Whether it may come from Import-Csv, which leaves the apostrophes before texts that a spreadsheet would run.</param>
    public InputRow(PSObject input, bool isTable = false, bool isOfFile = false)
    {
        this.isTable = isTable;
        this.isOfFile = isOfFile;
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

    /// <summary>A row without columns, such as that of a text.</summary>
    public static InputRow Empty { get; } = new(new Row([], []));

    public InputRow(Row cells)
    {
        keys = new Dictionary<string, object?>(cells.Columns.Count, StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < cells.Columns.Count; i++)
        {
            Add(cells.Columns[i], cells.Values[i]);
        }
    }

    /// <param name="row">A row.</param>
    /// <param name="computed">Cells that stand in for its own.</param>
    public InputRow(InputRow row, IComputedCells computed)
    {
        (isTable, isOfFile, properties, keys, spellings, repeatedKey, twins) = (row.isTable, row.isOfFile, row.properties, row.keys, row.spellings, row.repeatedKey, row.twins);
        this.computed = computed;
    }

    /// <summary>Whether the columns are a dictionary's keys, and cheap to list.</summary>
    public bool IsDictionary => keys is not null;

    public IEnumerable<string> Columns => computed is null ? OwnColumns : OwnColumns.Union(computed.Columns, StringComparer.OrdinalIgnoreCase);

    private IEnumerable<string> OwnColumns => keys is not null ? twins is null ? keys.Keys : keys.Keys.Concat(twins.Keys) : properties!.Properties.Select(property => NameOf(property.Name));

    /// <summary>A cell's value, unwrapped; null where there is no such column or the cell is empty.</summary>
    public object? Filled(string column)
    {
        var value = Cell(column);
        return IsEmpty(value) ? null : value;
    }

    public bool Has(string column) => computed?.Has(column) == true || (keys?.ContainsKey(column) ?? Property(column) is not null);

    /// <summary>Whether it has columns, and all of their cells are empty.</summary>
    public bool HasOnlyEmptyCells => !HasKnownCells && Columns.Any() && Columns.All(column => Filled(column) is null);

    /// <summary>Two spellings of one column: nobody knows which of them is meant. Null if each column is there once.</summary>
    public (string One, string Other)? RepeatedColumn => keys is null ? Spellings.Repeated : repeatedKey;

    /// <summary>Whether an unwrapped value counts as absent: null, and text in which nothing is seen.</summary>
    public static bool IsEmpty(object? value) => value is null || (value is string text && InvisibleText.IsBlank(text));

    /// <summary>The value without PowerShell's wrapping, unless the wrapping is the object. What a query or a statement gives for nothing is null.</summary>
    public static object? Unwrap(object? value)
    {
        value = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        return value is DBNull || ReferenceEquals(value, AutomationNull.Value) ? null : value;
    }

    /// <summary>A cell's value, unwrapped, whatever it holds; null where there is no such column.</summary>
    public object? Cell(string column) => TryCell(column, out var value) ? value : null;

    /// <summary>A cell's value, unwrapped, where there is such a column. To look twice costs an object twice.</summary>
    public bool TryCell(string column, out object? value)
    {
        if (computed is not null && computed.TryCell(column, out value))
        {
            return true;
        }

        if (keys is not null)
        {
            var isThere = (twins is not null && twins.TryGetValue(column, out var cell)) || keys.TryGetValue(column, out cell);
            value = Read(cell);
            return isThere;
        }

        var property = Property(column);
        value = Read(property?.Value);
        return property is not null;
    }

    private ColumnSpellings Spellings => spellings ??= ColumnSpellings.Of(properties!);

    /// <summary>Whether a cell is filled in one of the columns that are known without listing the object's.</summary>
    private bool HasKnownCells => properties is not null && Array.Exists(Spellings.Names, name => !IsEmpty(Unwrap(properties.Properties[name]?.Value)));

    private object? Read(object? cell)
    {
        var value = Unwrap(cell);
        return isOfFile && value is string text ? FormulaInjectionGuard.Restored(text) : value;
    }

    private string NameOf(string spelling) => isTable ? spelling : ColumnName.Clean(spelling);

    private PSPropertyInfo? Property(string column)
    {
        var property = properties!.Properties[column];
        if (property is not null || isTable)
        {
            return property;
        }

        return Spellings[column] is { } spelling ? properties.Properties[spelling] : null;
    }

    private void Add(string name, object? value)
    {
        var column = NameOf(name);
        if (Has(column))
        {
            // Additional fields may differ in letter case alone.
            if (!isTable && !(column.StartsWith(DataColumn.Prefix, StringComparison.Ordinal) && !keys!.Keys.Contains(column, StringComparer.Ordinal)))
            {
                repeatedKey ??= (keys!.Keys.First(key => string.Equals(key, column, StringComparison.OrdinalIgnoreCase)), name);
            }

            (twins ??= new Dictionary<string, object?>(StringComparer.Ordinal))[column] = value;
        }
        else
        {
            keys!.Add(column, value);
        }
    }
}
