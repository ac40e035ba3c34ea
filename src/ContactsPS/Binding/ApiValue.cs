using System.Collections;
using System.Globalization;
using System.Management.Automation;
using ContactsPS.Errors;

namespace ContactsPS.Binding;

/// <summary>Turns what PowerShell users write and read into what any endpoint takes and gives.</summary>
internal static class ApiValue
{
    // Deeper than any body of this API; an object that holds itself ends here.
    private const int MaximumDepth = 32;

    /// <summary>A value of a query: truth values as 1 and 0, dates as the API writes them, in UTC; null where it is not sent.</summary>
    public static string? InQuery(object? value) => InputRow.Unwrap(value) switch
    {
        null => null,
        bool or SwitchParameter => LanguagePrimitives.IsTrue(value) ? "1" : "0",
        DateTime date => ContactDate.Format(ContactDate.ToUtc(date)),
        DateTimeOffset date => ContactDate.Format(date.UtcDateTime),
        var other => Convert.ToString(other, CultureInfo.InvariantCulture),
    };

    /// <summary>A body: objects and dictionaries by their properties and keys, lists, and plain values.</summary>
    /// <exception cref="InputException">It is too deep.</exception>
    public static object? InBody(object? value, int depth = 0)
    {
        if (depth > MaximumDepth)
        {
            throw InputException.InvalidField("Invoke-ContactApi", "-Body", null, Messages.Get("NeedsShallowBody", MaximumDepth));
        }

        switch (InputRow.Unwrap(value))
        {
            case DateTime date:
                return ContactDate.ToUtc(date);
            case IDictionary or PSObject:
                var row = new InputRow(PSObject.AsPSObject(value!));
                return row.Columns.ToDictionary(name => name, name => InBody(row.Cell(name), depth + 1), StringComparer.Ordinal);
            case IEnumerable list and not string:
                return list.Cast<object?>().Select(item => InBody(item, depth + 1)).ToList();
            case var plain:
                return plain;
        }
    }

    /// <summary>An item of an answer: an object with properties, which formats, exports and pipes as others do.</summary>
    public static object? Shown(object? item)
    {
        switch (item)
        {
            case IReadOnlyDictionary<string, object?> bag:
                var shown = new PSObject();
                foreach (var entry in bag)
                {
                    // The same name twice, or one that differs in letter case alone: the last one stands.
                    shown.Properties.Remove(entry.Key);
                    shown.Properties.Add(new PSNoteProperty(entry.Key, Shown(entry.Value)));
                }

                return shown;
            case object?[] list:
                return Array.ConvertAll(list, Shown);
            default:
                return item;
        }
    }
}
