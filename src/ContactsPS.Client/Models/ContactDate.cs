using System.Globalization;

namespace ContactsPS.Client.Models;

/// <summary>
/// Dates in the service's forms (<c>yyyy-MM-dd HH:mm:ss</c> or unix seconds) and in common forms (a date only, ISO 8601).
/// The service names no time zone; a time without one is read as UTC (F27 of docs/service.md).
/// </summary>
public static class ContactDate
{
    /// <summary>The forms that <see cref="TryParse"/> reads, for messages.</summary>
    public const string KnownForms = "yyyy-MM-dd, yyyy-MM-dd HH:mm, yyyy-MM-dd HH:mm:ss, ISO 8601, or unix seconds (9 to 11 digits)";

    private const string ServiceFormat = "yyyy-MM-dd HH:mm:ss";

    private static readonly string[] Formats =
    [
        ServiceFormat,
        "yyyy-MM-dd",
        "yyyy-MM-dd HH:mm",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
    ];

    private static readonly long MinimumUnixSeconds = DateTimeOffset.MinValue.ToUnixTimeSeconds();
    private static readonly long MaximumUnixSeconds = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>Reads a date, as UTC.</summary>
    /// <param name="text">The text; surrounding white space is ignored.</param>
    /// <param name="value">The date, with the kind UTC.</param>
    /// <returns>False if the text has none of the <see cref="KnownForms"/>.</returns>
    public static bool TryParse(string? text, out DateTime value)
    {
        value = default;
        text = text?.Trim();
        if (text is null or "")
        {
            return false;
        }

        // Eight digits are more likely a date without hyphens than a time in 1970.
        if (text.Length is >= 9 and <= 11 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return TryFromUnixSeconds(seconds, out value);
        }

        if (!DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment))
        {
            return false;
        }

        value = moment.UtcDateTime;
        return true;
    }

    /// <summary>Reads the service's own form from UTF-8 without creating a string.</summary>
    internal static bool TryParseServiceFormat(ReadOnlySpan<byte> text, out DateTime value)
    {
        value = default;
        if (text.Length != ServiceFormat.Length || text[4] != '-' || text[7] != '-' || text[10] != ' ' || text[13] != ':' || text[16] != ':')
        {
            return false;
        }

        var (year, month, day) = ((Digits(text, 0) * 100) + Digits(text, 2), Digits(text, 5), Digits(text, 8));
        var (hour, minute, second) = (Digits(text, 11), Digits(text, 14), Digits(text, 17));
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59)
        {
            return false;
        }

        value = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc);
        return true;
    }

    /// <summary>Reads unix seconds.</summary>
    /// <param name="seconds">Seconds since 1970-01-01 00:00:00 UTC.</param>
    /// <param name="value">The date, with the kind UTC.</param>
    /// <returns>False if the number is outside the years 1 to 9999.</returns>
    public static bool TryFromUnixSeconds(long seconds, out DateTime value)
    {
        var known = seconds >= MinimumUnixSeconds && seconds <= MaximumUnixSeconds;
        value = known ? DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime : default;
        return known;
    }

    /// <summary>The time in UTC: local time is converted, a time without a kind is taken as UTC.</summary>
    public static DateTime ToUtc(DateTime value) =>
        value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : DateTime.SpecifyKind(value, DateTimeKind.Utc);

    /// <summary>The time in ISO 8601: in UTC, or without a zone if it has none.</summary>
    public static string ToIso(DateTime value) =>
        (value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : value).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture);

    /// <summary>Two digits as a number; far below zero if they are not digits.</summary>
    private static int Digits(ReadOnlySpan<byte> text, int start)
    {
        var (tens, units) = (text[start] - '0', text[start + 1] - '0');
        return (uint)tens <= 9 && (uint)units <= 9 ? (tens * 10) + units : -100_000;
    }

    /// <summary>The time in the service's form, with a precision of seconds (F9 of docs/service.md), and in UTC, which is an assumption (F10).</summary>
    public static string Format(DateTime value) => ToUtc(value).ToString(ServiceFormat, CultureInfo.InvariantCulture);
}
