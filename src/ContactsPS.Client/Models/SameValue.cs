using System.Globalization;

namespace ContactsPS.Client.Models;

/// <summary>
/// Whether two values are the same but for their form: letter case of an e-mail address, separators and the plus of a phone number, a number written as
/// text, a date written otherwise, an absent value and an empty one.
/// </summary>
internal static class SameValue
{
    private const NumberStyles PlainNumber = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public static bool OfText(string? one, string? other) => string.Equals(one ?? string.Empty, other ?? string.Empty, StringComparison.Ordinal);

    /// <summary>Texts of a field. A blank one is an empty one, for no source can say it otherwise: there a blank cell is empty.</summary>
    public static bool OfField(string? one, string? other) => OfText(Filled(one), Filled(other));

    public static bool OfEmail(string? one, string? other) => string.Equals(one ?? string.Empty, other ?? string.Empty, StringComparison.OrdinalIgnoreCase);

    public static bool OfPhoneNumber(string? one, string? other) => OfText(Digits(one), Digits(other));

    /// <summary>Dates are the same where they are to the second, for so the service takes them.</summary>
    public static bool OfDate(DateTime? one, DateTime? other) =>
        one is { } first && other is { } second ? ContactDate.Format(first) == ContactDate.Format(second) : one is null && other is null;

    /// <summary>Values of additional data. Two texts that are numbers are texts: a postal code of 01234 is not 1234.</summary>
    public static bool OfData(object? one, object? other) =>
        OfField(TextOf(one), TextOf(other))
        || ((IsNumber(one) || IsNumber(other)) && Number(one) is { } number && number == Number(other))
        || ((IsReal(one) || IsReal(other)) && Real(one) is { } real && real.Equals(Real(other)))
        || ((one is bool || other is bool) && string.Equals(TextOf(one), TextOf(other), StringComparison.OrdinalIgnoreCase))
        || (Date(one) is { } date && Date(other) is { } moment && OfDate(date, moment));

    public static string Digits(string? phoneNumber) => ContactRules.NormalizePhoneNumber(phoneNumber ?? string.Empty).TrimStart('+');

    /// <summary>A value of additional data as the service takes it; empty for null.</summary>
    public static string TextOf(object? value) => value switch
    {
        null => string.Empty,
        string text => text,
        bool flag => flag ? "true" : "false",
        DateTime date => ContactDate.Format(date),
        DateTimeOffset date => ContactDate.Format(date.UtcDateTime),
        decimal number => number.ToString("0.#############################", CultureInfo.InvariantCulture),
        double or float => JsonNumber.Format(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
    };

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static bool IsNumber(object? value) => value is sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal;

    /// <summary>Whether it has the digits of a double and no more, so that what it is compared with counts to those.</summary>
    private static bool IsReal(object? value) => value is float or double;

    private static double? Real(object? value) =>
        double.TryParse(TextOf(value), PlainNumber, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static decimal? Number(object? value) =>
        decimal.TryParse(TextOf(value), PlainNumber, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A date, or a text that is one; a bare number is no date here, though it could be unix seconds.</summary>
    private static DateTime? Date(object? value) => value switch
    {
        DateTime date => date,
        DateTimeOffset moment => moment.UtcDateTime,
        string text when text.IndexOf('-') > 0 && ContactDate.TryParse(text, out var date) => date,
        _ => null,
    };
}
