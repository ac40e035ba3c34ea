namespace ContactsPS.Files;

/// <summary>A column of rows that goes into additional data.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Name">The additional field's name.</param>
internal readonly record struct DataColumn(string Column, string Name)
{
    /// <summary>What the columns of an export begin with that hold additional data.</summary>
    public const string Prefix = "ExternalData.";

    /// <summary>A column of a file, whose name may have the prefix of an export.</summary>
    public static DataColumn Of(string column) =>
        new(column, column.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? column.Substring(Prefix.Length) : column);

    /// <summary>A column of an export that holds an additional field; null for any other.</summary>
    public static DataColumn? OfExport(string column) =>
        column.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? new DataColumn(column, column.Substring(Prefix.Length)) : null;

    /// <summary>Columns that go there under their own names.</summary>
    public static IReadOnlyList<DataColumn> Of(IEnumerable<string> columns) => columns.Select(ColumnName.Clean).Select(column => new DataColumn(column, column)).ToArray();
}
