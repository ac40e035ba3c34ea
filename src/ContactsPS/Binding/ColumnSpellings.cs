using System.Management.Automation;
using ContactsPS.Files;

namespace ContactsPS.Binding;

/// <summary>
/// How an object spells its columns, whose names may be surrounded by blanks or invisible characters: Import-Csv makes a property "Email " of such a header.
/// </summary>
/// <remarks>
/// Rows of one source have the same columns, and to list an object's takes many times what it takes to look for some, so those of the latest row are kept until a row
/// lacks one of them. One that has more is noticed if it is among the first hundred rows, or among one of each hundred that follow.
/// </remarks>
internal sealed class ColumnSpellings
{
    private const int Listed = 100;

    [ThreadStatic]
    private static ColumnSpellings? latest;

    [ThreadStatic]
    private static long rows;

    private readonly Dictionary<string, string> spellings = new(StringComparer.OrdinalIgnoreCase);

    private ColumnSpellings(string[] names)
    {
        Names = names;
        foreach (var name in names)
        {
            var column = ColumnName.Clean(name);
            if (spellings.TryGetValue(column, out var other))
            {
                Repeated ??= (other, name);
            }
            else
            {
                spellings.Add(column, name);
            }
        }
    }

    /// <summary>The columns as the object spells them.</summary>
    public string[] Names { get; }

    /// <summary>Two spellings of one column; null if each column is there once.</summary>
    public (string One, string Other)? Repeated { get; }

    /// <summary>How the object spells a column; null if it has no such column.</summary>
    public string? this[string column] => spellings.TryGetValue(column, out var spelling) ? spelling : null;

    /// <summary>Those of a row.</summary>
    public static ColumnSpellings Of(PSObject row)
    {
        var isListed = latest is null || rows++ < Listed || rows % Listed == 0 || !Array.TrueForAll(latest.Names, name => row.Properties[name] is not null);
        if (isListed)
        {
            string[] names = [.. row.Properties.Select(property => property.Name)];
            if (latest is null || !names.SequenceEqual(latest.Names, StringComparer.Ordinal))
            {
                latest = new ColumnSpellings(names);
                rows = 0;
            }
        }

        return latest!;
    }
}
