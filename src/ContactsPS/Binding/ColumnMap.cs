using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ContactsPS.Errors;
using ContactsPS.Files;

namespace ContactsPS.Binding;

/// <summary>
/// The sources of fields whose columns have other names: for a field or an additional field, the name of a column or a script block, in which <c>$_</c> is the row. A field that is not
/// in the map is read from the column of its own name.
/// </summary>
internal sealed class ColumnMap
{
    private const string Parameter = "-Map";

    // The engine adds these members to every object.
    private static readonly string[] EngineMembers = ["PSObject", "PSBase", "PSAdapted", "PSExtended", "PSTypeNames"];

    private readonly Dictionary<string, object> entries = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<DataColumn> dataColumns = [];
    private readonly HashSet<string> missing;

    // The columns of the header or of the first row, for the error about a missing column.
    private readonly List<string> seen = [];

    /// <param name="map">The map as it was typed.</param>
    /// <param name="fields">The columns that are read as fields; every other key names an additional field.</param>
    /// <exception cref="InputException">A key cannot be a field, or a value is neither a column's name nor a script block.</exception>
    public ColumnMap(IDictionary map, IReadOnlyList<string> fields)
    {
        foreach (DictionaryEntry entry in map)
        {
            var name = ColumnName.Clean(LanguagePrimitives.ConvertTo<string>(entry.Key));
            if (name.Length == 0 || string.Equals(name, nameof(Contact.InArchive), StringComparison.OrdinalIgnoreCase) || entries.ContainsKey(name))
            {
                throw InputException.InvalidField(Parameter, name, entry.Value, Messages.Get("NeedsMapKey"));
            }

            entries.Add(name, ReadSource(name, entry.Value));
            if (!fields.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                dataColumns.Add(DataColumn.Of(name));
            }
        }

        if (entries.Count == 0)
        {
            throw InputException.InvalidField(Parameter, Parameter, map, Messages.Get("NeedsMapEntry"));
        }

        Sources = entries.Values.SelectMany(ColumnsOf).Select(ColumnName.Clean).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        missing = new HashSet<string>(Sources, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The names of the fields that it fills.</summary>
    public IEnumerable<string> Fields => entries.Keys;

    /// <summary>The columns that it reads.</summary>
    public IReadOnlyList<string> Sources { get; }

    /// <summary>The additional fields that it fills.</summary>
    public IReadOnlyList<DataColumn> DataColumns => dataColumns;

    /// <summary>Whether it has a script block, which can read a text that has no columns.</summary>
    public bool HasScripts => entries.Values.Any(static source => source is ScriptBlock);

    /// <summary>Whether it fills a field.</summary>
    public bool Fills(string field) => entries.ContainsKey(field);

    /// <summary>Whether the field with one of several names is read from a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="isField">Whether a name is the field's.</param>
    public bool ReadsFrom(string column, Func<string, bool> isField) =>
        entries.Keys.Any(isField)
            ? entries.Any(entry => isField(entry.Key) && ColumnsOf(entry.Value).Select(ColumnName.Clean).Contains(column, StringComparer.OrdinalIgnoreCase))
            : isField(column);

    /// <summary>The columns that a field is read from: its own, if it is not in the map.</summary>
    public IEnumerable<string> SourcesOf(string field) => entries.TryGetValue(field, out var source) ? ColumnsOf(source).Select(ColumnName.Clean) : [field];

    /// <summary>A field in errors: the column that it is read from.</summary>
    public string NameOf(string field) => entries.TryGetValue(field, out var source) && source is string column ? column : field;

    /// <summary>Whether all columns that it reads were seen.</summary>
    public bool IsComplete => missing.Count == 0;

    /// <summary>Adds the columns of a file.</summary>
    public void Learn(IReadOnlyList<string> header)
    {
        seen.AddRange(header);
        missing.ExceptWith(header);
    }

    /// <summary>Adds the columns of a row, until all are seen.</summary>
    public void Learn(InputRow row)
    {
        if (missing.Count == 0)
        {
            return;
        }

        missing.RemoveWhere(row.Has);
        if (seen.Count == 0)
        {
            seen.AddRange(row.Columns);
        }
    }

    /// <summary>Ends the command if none of the rows has a column that is read. Without rows, nothing is missing.</summary>
    /// <exception cref="InputException">A column is missing.</exception>
    public void ThrowIfColumnsAreMissing()
    {
        if (seen.Count > 0 && Sources.FirstOrDefault(missing.Contains) is { } column)
        {
            throw InputException.InvalidField(
                Parameter,
                entries.First(entry => ColumnsOf(entry.Value).Select(ColumnName.Clean).Contains(column, StringComparer.OrdinalIgnoreCase)).Key,
                column,
                Messages.Get("NeedsColumn", column, string.Join(", ", seen)));
        }
    }

    /// <summary>An input whose fields are read with the map. A script block is called when its field is read.</summary>
    public ContactInput Apply(ContactInput input) => input.With(new InputRow(input.Row ?? InputRow.Empty, new MappedCells(this, input)));

    private static object ReadSource(string field, object? value) => InputRow.Unwrap(value) switch
    {
        string column when ColumnName.Clean(column).Length > 0 => ColumnName.Clean(column),
        ScriptBlock script => Unwrap(script),
        var other => throw InputException.InvalidField(Parameter, field, other, Messages.Get("NeedsColumnOrBlock")),
    };

    /// <summary>Import-PowerShellDataFile returns a block whose only statement is the block in the file.</summary>
    private static ScriptBlock Unwrap(ScriptBlock script) =>
        script.Ast is ScriptBlockAst { ParamBlock: null, BeginBlock: null, ProcessBlock: null, EndBlock.Statements: [PipelineAst { PipelineElements: [CommandExpressionAst { Expression: ScriptBlockExpressionAst inner }] }] }
            ? inner.ScriptBlock.GetScriptBlock()
            : script;

    private static IEnumerable<string> ColumnsOf(object source) => source switch
    {
        // In a nested block, $_ may be something else, and a method is not a column.
        ScriptBlock script => script.Ast.FindAll(
                static node => node is MemberExpressionAst { Expression: VariableExpressionAst { VariablePath.UserPath: "_" or "PSItem" } } and not InvokeMemberExpressionAst,
                searchNestedScriptBlocks: false)
            .Select(static node => ((MemberExpressionAst)node).Member)
            .OfType<StringConstantExpressionAst>()
            .Select(static member => member.Value)
            .Where(static name => !EngineMembers.Contains(name, StringComparer.OrdinalIgnoreCase)),
        _ => [(string)source],
    };

    /// <summary>The cells that the map computes for one row.</summary>
    private sealed class MappedCells(ColumnMap map, ContactInput input) : IComputedCells
    {
        private readonly Dictionary<string, object?> computed = new(StringComparer.OrdinalIgnoreCase);

        public IEnumerable<string> Columns => map.Fields;

        public bool Has(string column) => map.Fills(column);

        public bool TryCell(string column, out object? value)
        {
            if (computed.TryGetValue(column, out value))
            {
                return true;
            }

            if (!map.entries.TryGetValue(column, out var source))
            {
                return false;
            }

            value = source is string name ? input.Row?.Cell(name) : DelayBindScriptBlock.Evaluate(source, input, $"{Parameter} {column}");
            computed.Add(column, value);
            return true;
        }
    }
}

/// <summary>Cells that replace those of a row.</summary>
internal interface IComputedCells
{
    /// <summary>Their columns.</summary>
    IEnumerable<string> Columns { get; }

    /// <summary>Whether they have a column.</summary>
    bool Has(string column);

    /// <summary>The value of a column, if they have it.</summary>
    /// <exception cref="InputException">It cannot be computed.</exception>
    bool TryCell(string column, out object? value);
}
