using System.Collections;
using System.Management.Automation;
using System.Numerics;
using ContactsPS.Errors;

namespace ContactsPS.Binding;

/// <summary>Removes PowerShell's wrappers at any depth: objects and dictionaries become tables, and other enumerables become lists.</summary>
internal static class PlainValue
{
    // Deeper than any value of this API; an object that contains itself ends here.
    private const int MaximumDepth = 32;

    /// <summary>The value for <see cref="DataValue"/>, or its text if it is nested too deep: to be shown, not to be sent.</summary>
    public static object? OrText(object? value)
    {
        try
        {
            return Of(value, string.Empty, string.Empty);
        }
        catch (InputException)
        {
            return LanguagePrimitives.ConvertTo<string>(InputRow.Unwrap(value));
        }
    }

    /// <summary>The value for <see cref="DataValue"/>.</summary>
    /// <param name="value">The typed, piped or deserialized value.</param>
    /// <param name="label">The row or cmdlet, for the error.</param>
    /// <param name="field">The column or parameter, for the error.</param>
    /// <exception cref="InputException">It is too deep.</exception>
    public static object? Of(object? value, InputLabel label, string field) => value is null or string ? value : Of(value, label, field, depth: 0);

    private static object? Of(object? value, InputLabel label, string field, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw InputException.InvalidField(label.ToString(), field, null, Messages.Get("NeedsShallowBody", MaximumDepth));
        }

        switch (InputRow.Unwrap(value))
        {
            case IDictionary or PSObject:
                var row = new InputRow(PSObject.AsPSObject(value!), isTable: true);
                return row.Columns.ToDictionary(name => name, name => Of(row.Cell(name), label, field, depth + 1), StringComparer.Ordinal);
            case IEnumerable list and not string:
                return list.Cast<object?>().Select(item => Of(item, label, field, depth + 1)).ToArray();
            case BigInteger number when number >= (BigInteger)decimal.MinValue && number <= (BigInteger)decimal.MaxValue:
                return (decimal)number;
            case var plain:
                return plain;
        }
    }

    /// <summary>A value of a query: Booleans as 1 and 0, dates in the API's form, in UTC; null for null.</summary>
    public static string? InQuery(object? value) => InputRow.Unwrap(value) switch
    {
        null => null,
        bool or SwitchParameter => LanguagePrimitives.IsTrue(value) ? "1" : "0",
        var other => DataValue.Of(other).ToText(),
    };

    /// <summary>An item of a response: an object with properties.</summary>
    public static object? ToObject(object? item)
    {
        switch (item)
        {
            case IReadOnlyDictionary<string, object?> bag:
                var made = new PSObject();
                foreach (var entry in bag)
                {
                    // If a name occurs twice, or differs only in letter case, the last value counts.
                    made.Properties.Remove(entry.Key);
                    made.Properties.Add(new PSNoteProperty(entry.Key, ToObject(entry.Value)));
                }

                return made;
            case object?[] list:
                return Array.ConvertAll(list, ToObject);
            default:
                return item;
        }
    }
}
