using System.Management.Automation;

namespace ContactsPS.Binding;

/// <summary>Turns what PowerShell users write and read into what any endpoint takes and gives.</summary>
internal static class ApiValue
{
    /// <summary>A value of a query: truth values as 1 and 0, dates as the API writes them, in UTC; null where it is not sent.</summary>
    public static string? InQuery(object? value) => InputRow.Unwrap(value) switch
    {
        null => null,
        bool or SwitchParameter => LanguagePrimitives.IsTrue(value) ? "1" : "0",
        var other => DataValue.Of(other).ToText(),
    };

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
