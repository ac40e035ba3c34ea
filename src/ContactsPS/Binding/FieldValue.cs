using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Management.Automation;
using ContactsPS.Errors;

namespace ContactsPS.Binding;

/// <summary>
/// Reads one value, typed or from a cell, by the rules of its field. PowerShell's own conversion is not used: it reads "1,2" as 12,
/// and "01.02.2024" with day and month exchanged.
/// </summary>
internal static class FieldValue
{
    private const char ListSeparator = ';';

    // A double keeps 15 digits of any number, a float 7.
    private const double EndOfCertainDoubles = 1e15;
    private const float EndOfCertainFloats = 1e7f;

    /// <summary>A value of a standard field: a date, or text in the service's form.</summary>
    public static object Of(StandardField field, object value, InputLabel label, string column)
    {
        if (field.IsDate)
        {
            return Date(value, label, column);
        }

        var text = Text(value, label, column);
        return field.Validate(text) is { } rule ? throw InputException.InvalidField(label.ToString(), column, value, rule) : field.Normalize(text);
    }

    public static DateTime Date(object value, InputLabel label, string field)
    {
        switch (value)
        {
            case DateTime date:
                return ContactDate.ToUtc(date);
            case DateTimeOffset moment:
                return moment.UtcDateTime;
#if NET
            case DateOnly day:
                return day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
#endif
            case not (char or Guid) when TextOf(value) is { } text && ContactDate.TryParse(InvisibleText.Trim(text), out var parsed):
                return parsed;
            default:
                throw InputException.InvalidField(label.ToString(), field, value, Messages.Get("NeedsDate", ContactDate.KnownForms));
        }
    }

    public static long Id(object value, InputLabel label, string field) =>
        WholeNumber(value) ?? throw InputException.InvalidField(label.ToString(), field, value, Messages.Get("NeedsWholeNumber"));

    /// <summary>Ids from a list, a number, or a cell whose ids are separated by semicolons.</summary>
    public static IReadOnlyList<long> Ids(object value, InputLabel label, string field)
    {
        var ids = new List<long>();
        foreach (var item in Items(value))
        {
            ids.Add(WholeNumber(item) ?? throw InputException.InvalidField(label.ToString(), field, value, Messages.Get("NeedsWholeNumbers")));
        }

        return ids;
    }

    /// <summary>Additional data from a dictionary or an object's properties; an empty value is null.</summary>
    /// <param name="value">The typed, computed or read value.</param>
    /// <param name="label">The row or parameter.</param>
    /// <param name="field">The column or parameter.</param>
    /// <param name="isOfFile">Whether it was computed from a row that may come from Import-Csv.</param>
    public static Dictionary<string, object?> Table(object value, InputLabel label, string field, bool isOfFile = false)
    {
        if (value is not IDictionary and not PSObject { BaseObject: PSCustomObject })
        {
            throw InputException.InvalidField(label.ToString(), field, value, Messages.Get("NeedsTable"));
        }

        var row = new InputRow(PSObject.AsPSObject(value), isTable: true, isOfFile);
        var table = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var name in row.Columns)
        {
            if (LostCharacters(name) is { } rule)
            {
                throw InputException.InvalidField(label.ToString(), field, name, rule);
            }

            table[name] = row.Filled(name) is { } cell ? Scalar(cell, label, $"{field}.{name}") : null;
        }

        return table;
    }

    /// <summary>A value of additional data: text, a number, a Boolean or a date.</summary>
    public static object Scalar(object value, InputLabel label, string field) =>
        value switch
        {
            bool or sbyte or byte or short or ushort or int or uint or long or ulong or decimal => value,
            double real when !double.IsNaN(real) && !double.IsInfinity(real) => value,
            float real when !float.IsNaN(real) && !float.IsInfinity(real) => value,
            SwitchParameter isPresent => isPresent.IsPresent,
            DateTime date => ContactDate.ToIso(date),
            DateTimeOffset moment => ContactDate.ToIso(moment.UtcDateTime),
#if NET
            DateOnly day => DataValue.Of(day).ToText(),
#endif
            double or float => throw InputException.InvalidField(label.ToString(), field, value, Messages.Get("NeedsFiniteNumber")),
            _ => Text(value, label, field),
        };

    /// <summary>A text, or the text of a value that has only one text form.</summary>
    public static string Text(object value, InputLabel label, string field)
    {
        var text = TextOf(value) ?? throw InputException.InvalidField(label.ToString(), field, value, HowToWrite(value, field));
        return LostCharacters(text) is { } rule ? throw InputException.InvalidField(label.ToString(), field, value, rule) : text;
    }

    /// <summary>The error of a text that was cut within a character or decoded with the wrong encoding; else null.</summary>
    private static string? LostCharacters(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\uFFFD')
            {
                return Messages.Get("HasLostCharacter");
            }

            if (char.IsSurrogate(text[i]) && !(char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[++i])))
            {
                return Messages.Get("HasHalfCharacter");
            }
        }

        return null;
    }

    /// <summary>The only text form of a value; null if it has several.</summary>
    private static string? TextOf(object value) => value switch
    {
        string text => text,
        sbyte or byte or short or ushort or int or uint or long or ulong or BigInteger or char => Convert.ToString(value, CultureInfo.InvariantCulture),
        double real when Math.Floor(real).Equals(real) && Math.Abs(real) < EndOfCertainDoubles => ((long)real).ToString(CultureInfo.InvariantCulture),
        float real when Math.Floor((double)real).Equals(real) && Math.Abs(real) < EndOfCertainFloats => ((long)real).ToString(CultureInfo.InvariantCulture),
        decimal exact when decimal.Truncate(exact) == exact => decimal.Truncate(exact).ToString(CultureInfo.InvariantCulture),
        Guid id => id.ToString("D"),
        _ => null,
    };

    private static string HowToWrite(object value, string field)
    {
        var cell = $"$_.{field.TrimStart('-')}";
        return value switch
        {
            double or float or decimal => Messages.Get("NeedsText_Number", cell),
            DateTime or DateTimeOffset => Messages.Get("NeedsText_Date", cell),
#if NET
            DateOnly => Messages.Get("NeedsText_Date", cell),
#endif
            IEnumerable or PSObject => Messages.Get("NeedsOneValue"),
            _ => Messages.Get("NeedsText", value.GetType(), cell),
        };
    }

    private static IEnumerable<object?> Items(object value)
    {
        switch (value)
        {
            case string text:
                return text.Split(ListSeparator).Select(InvisibleText.Trim).Where(part => part.Length > 0);
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
            ContactGroup group => group.Id,
            not null and not char and not Guid when TextOf(value) is { } text && long.TryParse(InvisibleText.Trim(text), NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) => parsed,
            _ => null,
        };
        return number > 0 ? number : null;
    }
}
