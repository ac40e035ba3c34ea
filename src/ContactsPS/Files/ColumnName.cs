using System.Globalization;

namespace ContactsPS.Files;

/// <summary>The names of columns. What surrounds a name and is not seen does not belong to it, wherever the row comes from.</summary>
internal static class ColumnName
{
    /// <summary>The name without white space and invisible characters around it. After the prefix of additional data they are a part of the field's name.</summary>
    public static string Clean(string name)
    {
        var start = 0;
        while (start < name.Length && IsInvisible(name[start]))
        {
            start++;
        }

        if (string.CompareOrdinal(name, start, DataColumn.Prefix, 0, DataColumn.Prefix.Length) == 0)
        {
            return name.Substring(start);
        }

        var end = name.Length;
        while (end > start && IsInvisible(name[end - 1]))
        {
            end--;
        }

        return end - start == name.Length ? name : name.Substring(start, end - start);
    }

    /// <summary>What two names have in common that are the same column. Additional fields may differ in letter case alone, other columns may not.</summary>
    public static string Key(string name) => name.StartsWith(DataColumn.Prefix, StringComparison.Ordinal) ? name : name.ToUpperInvariant();

    // Format characters are zero-width spaces and joiners, the byte-order mark, the soft hyphen and direction marks.
    private static bool IsInvisible(char character) =>
        char.IsWhiteSpace(character) || (character > '~' && CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.Format or UnicodeCategory.Control);
}
