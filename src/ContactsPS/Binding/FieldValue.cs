using System.Collections;
using System.Globalization;
using System.Management.Automation;
using ContactsPS.Errors;

namespace ContactsPS.Binding;

/// <summary>
/// Reads one value, typed or from a cell, by the rules of its field. PowerShell's own conversion is not asked: it makes group 12 of "1,2",
/// and a date of the wrong month of "01.02.2024".
/// </summary>
internal static class FieldValue
{
    private const char ListSeparator = ';';

    public static string Text(object value, string where, string field)
    {
        if (value is not string && (value is IEnumerable || value is PSObject))
        {
            throw InputException.InvalidField(where, field, value, Messages.Get("NeedsOneValue"));
        }

        var text = LanguagePrimitives.ConvertTo<string>(value);
        return Checked(text, value, where, field, ContactRules.ValidateText(text));
    }

    /// <summary>A value of a standard field: a date, or text in the form that the service takes.</summary>
    public static object Of(StandardField field, object value, string where, string column)
    {
        if (field.IsDate)
        {
            return Date(value, where, column);
        }

        var text = field.Normalize(Text(value, where, column));
        return Checked(text, value, where, column, field.Validate(text));
    }

    public static DateTime Date(object value, string where, string field)
    {
        switch (value)
        {
            case DateTime date:
                return ContactDate.ToUtc(date);
            case DateTimeOffset moment:
                return moment.UtcDateTime;
            case int or long when ContactDate.TryFromUnixSeconds(Convert.ToInt64(value, CultureInfo.InvariantCulture), out var fromSeconds):
                return fromSeconds;
            case string text when ContactDate.TryParse(text, out var parsed):
                return parsed;
            default:
                throw InputException.InvalidField(where, field, value, Messages.Get("NeedsDate", ContactDate.KnownForms));
        }
    }

    public static long Id(object value, string where, string field) =>
        WholeNumber(value) ?? throw InputException.InvalidField(where, field, value, Messages.Get("NeedsWholeNumber"));

    /// <summary>Ids from a list, a number, or a cell whose ids are separated by semicolons.</summary>
    public static IReadOnlyList<long> Ids(object value, string where, string field)
    {
        var ids = new List<long>();
        foreach (var item in Items(value))
        {
            ids.Add(WholeNumber(item) ?? throw InputException.InvalidField(where, field, value, Messages.Get("NeedsWholeNumbers")));
        }

        return ids;
    }

    /// <summary>Additional data from a dictionary or an object's properties; an empty value is null.</summary>
    public static Dictionary<string, object?> Table(object value, string where, string field)
    {
        if (value is not IDictionary and not PSObject { BaseObject: PSCustomObject })
        {
            throw InputException.InvalidField(where, field, value, Messages.Get("NeedsTable"));
        }

        var row = new InputRow(PSObject.AsPSObject(value), isTable: true);
        var table = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var name in row.Columns)
        {
            table[name] = row.Filled(name) is { } cell ? Scalar(cell, where, $"{field}.{name}") : null;
        }

        return table;
    }

    /// <summary>A value of additional data: text, a number, a Boolean or a date.</summary>
    public static object Scalar(object value, string where, string field) =>
        value switch
        {
            string or bool or DateTime or DateTimeOffset => value,
            _ when LanguagePrimitives.GetEnumerator(value) is null && value is not PSObject and not IDictionary => value is IConvertible and not Enum ? value : Text(value, where, field),
            _ => throw InputException.InvalidField(where, field, value, Messages.Get("NeedsOneValue")),
        };

    private static string Checked(string text, object value, string where, string field, string? brokenRule) =>
        brokenRule is null ? text : throw InputException.InvalidField(where, field, value, brokenRule);

    private static IEnumerable<object?> Items(object value)
    {
        switch (value)
        {
            case string text:
                return text.Split(ListSeparator).Select(part => part.Trim()).Where(part => part.Length > 0);
            case IEnumerable list:
                return list.Cast<object?>().SelectMany(item => InputRow.Unwrap(item) is { } one ? Items(one) : []);
            default:
                return [value];
        }
    }

    private static long? WholeNumber(object? value)
    {
        long? number = value switch
        {
            int or long or short or byte or sbyte or ushort or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
            double real when Math.Floor(real) == real && Math.Abs(real) < 1e15 => (long)real,
            decimal exact when decimal.Truncate(exact) == exact && Math.Abs(exact) < 1e15m => (long)exact,
            string text when long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) => parsed,
            ContactGroup group => group.Id,
            _ => null,
        };
        return number > 0 ? number : null;
    }
}
