using System.Globalization;
using ContactsPS.Errors;

namespace ContactsPS.Files;

/// <summary>Which characters may separate the cells of a CSV.</summary>
internal static class CsvDelimiter
{
    public const char Default = ',';

    /// <summary>The current culture's list separator, which Excel uses.</summary>
    public static char OfCulture => CultureInfo.CurrentCulture.TextInfo.ListSeparator[0];

    public static bool IsValid(char delimiter) => delimiter is not ('"' or '\r' or '\n' or '\0');

    /// <summary>A delimiter that was typed.</summary>
    /// <exception cref="InputException">It would make a file that cannot be read.</exception>
    public static char Checked(char delimiter) => IsValid(delimiter)
        ? delimiter
        : throw InputException.InvalidField("-Delimiter", "-Delimiter", delimiter, Messages.Get("NeedsDelimiter"));
}
