using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Internal;
using ContactsPS.Files;

namespace ContactsPS.Binding;

/// <summary>
/// The columns of a row, found by name without regard to letter case and surrounding spaces or invisible characters: a PSCustomObject's properties or a dictionary's keys.
/// </summary>
internal sealed class InputRow
{
    private readonly bool isTable;
    private readonly bool isOfFile;
    private readonly PSObject? properties;
    private readonly RowColumns? columns;
    private readonly IReadOnlyList<object?> values = [];
    private readonly IComputedCells? computed;

    // The object's spellings of its columns, and its cells in their order; read once, since reading is slow.
    private ColumnSpellings? spellings;
    private PSPropertyInfo[] cells = [];

    /// <param name="input">The row.</param>
    /// <param name="isTable">Whether it is a table within a row: its names are those of additional fields, and are not cleaned.</param>
    /// <param name="isOfFile">Whether it may come from Import-Csv, which keeps the apostrophe before a text that a spreadsheet would run.</param>
    public InputRow(PSObject input, bool isTable = false, bool isOfFile = false)
    {
        this.isTable = isTable;
        this.isOfFile = isOfFile;
        if (input.BaseObject is IDictionary dictionary)
        {
            var (names, found) = (new List<string>(dictionary.Count), new List<object?>(dictionary.Count));
            foreach (DictionaryEntry entry in dictionary)
            {
                names.Add(LanguagePrimitives.ConvertTo<string>(entry.Key));
                found.Add(entry.Value);
            }

            columns = new RowColumns(names, isTable);
            values = found;
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
        columns = RowColumns.Of(cells.Columns);
        values = cells.Values;
    }

    /// <param name="row">A row.</param>
    /// <param name="computed">Cells that replace its own.</param>
    public InputRow(InputRow row, IComputedCells computed)
    {
        (isTable, isOfFile, properties, columns, values, spellings, cells) = (row.isTable, row.isOfFile, row.properties, row.columns, row.values, row.spellings, row.cells);
        this.computed = computed;
    }

    /// <summary>Whether the columns are a dictionary's keys, and cheap to list.</summary>
    public bool IsDictionary => columns is not null;

    public IEnumerable<string> Columns => computed is null ? OwnColumns : OwnColumns.Union(computed.Columns, StringComparer.OrdinalIgnoreCase);

    private IEnumerable<string> OwnColumns => columns?.Names ?? properties!.Properties.Select(property => isTable ? property.Name : ColumnName.Clean(property.Name));

    /// <summary>The unwrapped value of a cell; null if there is no such column or the cell is empty.</summary>
    public object? Filled(string column)
    {
        var value = Cell(column);
        return IsEmpty(value) ? null : value;
    }

    public bool Has(string column) => computed?.Has(column) == true || (columns is not null ? columns.PlaceOf(column) is not null : Property(column) is not null);

    /// <summary>Whether it has columns, and all of their cells are empty.</summary>
    public bool HasOnlyEmptyCells => !HasKnownCells && Columns.Any() && Columns.All(column => Filled(column) is null);

    /// <summary>Two spellings of one column, of which neither is certain. Null if each column occurs once.</summary>
    public (string One, string Other)? RepeatedColumn => columns is null ? Spellings.Repeated : columns.Repeated;

    /// <summary>Whether an unwrapped value counts as absent: null, and text without a visible character.</summary>
    public static bool IsEmpty(object? value) => value is null || (value is string text && InvisibleText.IsBlank(text));

    /// <summary>The value without PowerShell's wrapper, unless the wrapper is the object. The empty result of a query or a statement is null.</summary>
    public static object? Unwrap(object? value)
    {
        value = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        return value is DBNull || ReferenceEquals(value, AutomationNull.Value) ? null : value;
    }

    /// <summary>The unwrapped value of a cell, even if it is empty; null if there is no such column.</summary>
    public object? Cell(string column) => TryCell(column, out var value) ? value : null;

    /// <summary>The unwrapped value of a cell, if the column exists. One look-up instead of two, because each costs an object.</summary>
    public bool TryCell(string column, out object? value)
    {
        if (computed is not null && computed.TryCell(column, out value))
        {
            return true;
        }

        if (columns is not null)
        {
            var place = columns.PlaceOf(column);
            value = place is { } known ? Read(values[known]) : null;
            return place is not null;
        }

        var property = Property(column);
        value = Read(property?.Value);
        return property is not null;
    }

    private ColumnSpellings Spellings => spellings ??= ColumnSpellings.Of(properties!, out cells);

    private PSPropertyInfo[] Cells
    {
        get
        {
            spellings ??= ColumnSpellings.Of(properties!, out cells);
            return cells;
        }
    }

    /// <summary>Whether a cell is filled in one of the columns that are known without listing the object's columns.</summary>
    private bool HasKnownCells => properties is not null && Array.Exists(Cells, static cell => !IsEmpty(Unwrap(cell.Value)));

    private object? Read(object? cell)
    {
        var value = Unwrap(cell);
        return isOfFile && value is string text ? FormulaInjectionGuard.Restored(text) : value;
    }

    private PSPropertyInfo? Property(string column)
    {
        if (spellings is null)
        {
            var property = properties!.Properties[column];
            if (property is not null || isTable)
            {
                return property;
            }
        }

        // A row may have more columns than those before it: one of the exact name is meant before one with blanks around it.
        var known = Spellings.PlaceOf(column) is { } place ? cells[place] : null;
        return known is not null && string.Equals(known.Name, column, StringComparison.OrdinalIgnoreCase) ? known : properties!.Properties[column] ?? known;
    }
}
