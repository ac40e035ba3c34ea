using System.Globalization;
using ContactsPS.Errors;

namespace ContactsPS.Files;

/// <summary>Which characters may separate the cells of a CSV.</summary>
internal static class CsvDelimiter
{
    public const char Default = ',';

    public static bool IsValid(char delimiter) => delimiter is not ('"' or '\r' or '\n' or '\0');

    /// <summary>The delimiter that was asked for.</summary>
    /// <param name="typed">What was typed; null if nothing was.</param>
    /// <param name="ofCulture">Whether it is to be that of the culture.</param>
    /// <returns>Null if none was asked for.</returns>
    /// <exception cref="InputException">It would make a file that cannot be read, or both were given.</exception>
    public static char? Of(char? typed, bool ofCulture)
    {
        if (typed is not { } delimiter)
        {
            return ofCulture ? CultureInfo.CurrentCulture.TextInfo.ListSeparator[0] : null;
        }

        return ofCulture ? throw InputException.InvalidField("-UseCulture", "-UseCulture", true, Messages.Get("NeedsOneDelimiter")) : Checked(delimiter);
    }

    /// <summary>A delimiter that was typed.</summary>
    /// <exception cref="InputException">It would make a file that cannot be read.</exception>
    public static char Checked(char delimiter) => IsValid(delimiter)
        ? delimiter
        : throw InputException.InvalidField("-Delimiter", "-Delimiter", delimiter, Messages.Get("NeedsDelimiter"));
}
