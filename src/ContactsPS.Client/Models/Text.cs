using System.Globalization;

namespace ContactsPS.Client.Models;

/// <summary>Numbers as text, independent of the culture of the machine.</summary>
internal static class Text
{
    /// <summary>The number in invariant digits.</summary>
    public static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The number in invariant digits, or null.</summary>
    public static string? Of(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
