using System.Management.Automation;
using ContactsPS.Files;

namespace ContactsPS.Binding;

/// <summary>
/// How an object spells the columns whose names are surrounded by blanks or invisible characters: Import-Csv makes a property "Email " of such a header. Rows of one source
/// have the same columns, and to list an object's takes many times what it takes to look for some, so those of the latest row are kept until a row lacks one of them.
/// </summary>
internal static class ColumnSpellings
{
    private static readonly Dictionary<string, string> Nothing = [];

    [ThreadStatic]
    private static (string[] Names, IReadOnlyDictionary<string, string> Spellings)? latest;

    /// <summary>The names of such columns, by the names that they are asked for.</summary>
    public static IReadOnlyDictionary<string, string> Of(PSObject row)
    {
        if (latest is not { } known || !Array.TrueForAll(known.Names, name => row.Properties[name] is not null))
        {
            string[] names = [.. row.Properties.Select(property => property.Name)];
            known = (names, Find(names));
            latest = known;
        }

        return known.Spellings;
    }

    private static Dictionary<string, string> Find(string[] names)
    {
        var found = Nothing;
        foreach (var name in names)
        {
            var clean = ColumnName.Clean(name);
            if (!string.Equals(clean, name, StringComparison.Ordinal))
            {
                found = found.Count == 0 ? new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) : found;
                found[clean] = name;
            }
        }

        return found;
    }
}
