using System.Globalization;

namespace ContactsPS.Sandbox.Account;

/// <summary>Dates in the form of the API, always UTC (F10 and F27 of docs/service.md), with a precision of seconds.</summary>
internal static class ServiceDate
{
    private const string Format = "yyyy-MM-dd HH:mm:ss";
    private static readonly string[] TimesOfDay = [@"hh\:mm\:ss", @"hh\:mm"];

    public static DateTime Now(TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
    }

    public static string Write(DateTime time) => time.ToString(Format, CultureInfo.InvariantCulture);

    public static bool TryParseExact(string text, out DateTime time) => TryParse(text, Format, out time);

    /// <summary>The documented pattern of createdAt: a date, any spaces, and optionally a time with or without seconds.</summary>
    public static bool TryParse(string text, out DateTime time)
    {
        time = default;
        if (text.Length < 10 || !TryParse(text.Substring(0, 10), "yyyy-MM-dd", out var date))
        {
            return false;
        }

        var rest = text.Substring(10).TrimStart();
        var timeOfDay = TimeSpan.Zero;
        if (rest.Length > 0 && !TimeSpan.TryParseExact(rest, TimesOfDay, CultureInfo.InvariantCulture, out timeOfDay))
        {
            return false;
        }

        time = date + timeOfDay;
        return true;
    }

    private static bool TryParse(string text, string format, out DateTime time) =>
        DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
}
