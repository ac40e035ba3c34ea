using System.Globalization;

namespace ContactsPS.Client.Tests;

/// <summary>Compares JSON values regardless of the type of a number: 1.50 may come back as a decimal, and 1e3 as a whole number.</summary>
internal static class JsonAssert
{
    public static void Bags(IEnumerable<KeyValuePair<string, object?>> expected, IEnumerable<KeyValuePair<string, object?>> actual) =>
        Assert.Equal(expected.Select(Shown).Order(StringComparer.Ordinal), actual.Select(Shown).Order(StringComparer.Ordinal));

    private static string Shown(KeyValuePair<string, object?> entry) => $"{entry.Key}={Shown(entry.Value)}";

    private static string Shown(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        double number => Shown(number),
        IFormattable number => Shown(double.Parse(number.ToString(null, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)),
        _ => value.GetType().Name,
    };

    private static string Shown(double number) => number == 0 ? "0" : number.ToString("R", CultureInfo.InvariantCulture);
}
