namespace ContactsPS.Files;

/// <summary>The names of columns. What surrounds a name and is not seen does not belong to it, wherever the row comes from.</summary>
internal static class ColumnName
{
    /// <summary>The name without white space and invisible characters around it. After the prefix of additional data they are a part of the field's name.</summary>
    public static string Clean(string name)
    {
        var begun = InvisibleText.TrimStart(name);
        return begun.StartsWith(DataColumn.Prefix, StringComparison.Ordinal) ? begun : InvisibleText.Trim(begun);
    }

    /// <summary>What two names have in common that are the same column. Additional fields may differ in letter case alone, other columns may not.</summary>
    public static string Key(string name) => name.StartsWith(DataColumn.Prefix, StringComparison.Ordinal) ? name : name.ToUpperInvariant();
}
