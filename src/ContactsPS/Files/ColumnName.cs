namespace ContactsPS.Files;

/// <summary>The names of columns. Surrounding invisible characters do not belong to a name, wherever the row comes from.</summary>
internal static class ColumnName
{
    /// <summary>The name without surrounding white space and invisible characters. After the prefix of additional data they are part of the field's name.</summary>
    public static string Clean(string name)
    {
        var begun = InvisibleText.TrimStart(name);
        return begun.StartsWith(DataColumn.Prefix, StringComparison.Ordinal) ? begun : InvisibleText.Trim(begun);
    }

    /// <summary>Equal for two names of the same column. Additional fields may differ only in letter case, other columns may not.</summary>
    public static string Key(string name) => name.StartsWith(DataColumn.Prefix, StringComparison.Ordinal) ? name : name.ToUpperInvariant();
}
