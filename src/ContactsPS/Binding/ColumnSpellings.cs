using System.Management.Automation;
using ContactsPS.Files;

namespace ContactsPS.Binding;

/// <summary>
/// An object's spellings of its columns, whose names may have surrounding spaces or invisible characters: Import-Csv makes a property "Email " of such a header.
/// </summary>
/// <remarks>
/// Rows of one source have the same columns, and listing an object's columns takes many times as long as looking for some. So those of the latest row are kept until a row
/// lacks one of them. A row with more columns is noticed if it is among the first hundred rows, or one of each hundred that follow.
/// </remarks>
internal sealed class ColumnSpellings
{
    private const int Listed = 100;

    [ThreadStatic]
    private static ColumnSpellings? latest;

    [ThreadStatic]
    private static long rows;

    private readonly string[] names;
    private readonly Dictionary<string, int> places = new(StringComparer.OrdinalIgnoreCase);

    private ColumnSpellings(string[] names)
    {
        this.names = names;
        for (var place = 0; place < names.Length; place++)
        {
            var column = ColumnName.Clean(names[place]);
            if (!places.TryGetValue(column, out var other))
            {
                places.Add(column, place);
                continue;
            }

            Repeated ??= (names[other], names[place]);
            if (string.Equals(names[place], column, StringComparison.OrdinalIgnoreCase))
            {
                // Errors about the row name it by this column.
                places[column] = place;
            }
        }
    }

    /// <summary>Two spellings of one column; null if each column occurs once.</summary>
    public (string One, string Other)? Repeated { get; }

    /// <summary>Those of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="cells">Its cells, in the order of the columns.</param>
    public static ColumnSpellings Of(PSObject row, out PSPropertyInfo[] cells)
    {
        if (latest is { } known && rows++ >= Listed && rows % Listed != 0 && known.TryFind(row.Properties, out cells))
        {
            return known;
        }

        cells = [.. row.Properties];
        if (latest is null || !cells.Select(static cell => cell.Name).SequenceEqual(latest.names, StringComparer.Ordinal))
        {
            latest = new ColumnSpellings(Array.ConvertAll(cells, static cell => cell.Name));
            rows = 0;
        }

        return latest;
    }

    /// <summary>The place of a column among the cells; null if the object has no such column.</summary>
    public int? PlaceOf(string column) => places.TryGetValue(column, out var place) ? place : null;

    private bool TryFind(PSMemberInfoCollection<PSPropertyInfo> properties, out PSPropertyInfo[] cells)
    {
        cells = new PSPropertyInfo[names.Length];
        for (var place = 0; place < names.Length; place++)
        {
            if (properties[names[place]] is not { } cell)
            {
                return false;
            }

            cells[place] = cell;
        }

        return true;
    }
}
