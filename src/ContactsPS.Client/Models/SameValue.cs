namespace ContactsPS.Client.Models;

/// <summary>
/// Whether two values are the same but for their form: letter case of an e-mail address, separators and the plus of a phone number, an absent value and an
/// empty one.
/// </summary>
internal static class SameValue
{
    public static bool OfText(string? one, string? other) => string.Equals(one ?? string.Empty, other ?? string.Empty, StringComparison.Ordinal);

    /// <summary>Texts of a field. A blank one is an empty one, for no source can say it otherwise: there a blank cell is empty.</summary>
    public static bool OfField(string? one, string? other) => OfText(Filled(one), Filled(other));

    public static bool OfEmail(string? one, string? other) => string.Equals(one ?? string.Empty, other ?? string.Empty, StringComparison.OrdinalIgnoreCase);

    public static bool OfPhoneNumber(string? one, string? other) => OfText(Digits(one), Digits(other));

    /// <summary>Dates are the same where they are to the second, for so the service takes them.</summary>
    public static bool OfDate(DateTime? one, DateTime? other) =>
        one is { } first && other is { } second ? ContactDate.Format(first) == ContactDate.Format(second) : one is null && other is null;

    public static string Digits(string? phoneNumber) => ContactRules.NormalizePhoneNumber(phoneNumber ?? string.Empty).TrimStart('+');

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
