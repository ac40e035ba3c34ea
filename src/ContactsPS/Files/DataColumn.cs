namespace ContactsPS.Files;

/// <summary>A column that is read as an additional field.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Name">The additional field's name.</param>
internal readonly record struct DataColumn(string Column, string Name)
{
    /// <summary>The prefix of additional fields in an export.</summary>
    public const string Prefix = "ExternalData.";

    /// <summary>A column of a file, whose name may have the prefix.</summary>
    public static DataColumn Of(string column) =>
        new(column, column.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? column.Substring(Prefix.Length) : column);

    /// <summary>A column of an export with an additional field; null for other columns.</summary>
    public static DataColumn? OfExport(string column) =>
        column.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? new DataColumn(column, column.Substring(Prefix.Length)) : null;

    /// <summary>Columns that are read as additional fields under their own names.</summary>
    public static IReadOnlyList<DataColumn> Of(IEnumerable<string> columns) => columns.Select(ColumnName.Clean).Select(column => new DataColumn(column, column)).ToArray();
}
