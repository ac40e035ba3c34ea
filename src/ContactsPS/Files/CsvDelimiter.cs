using System.Globalization;
using ContactsPS.Errors;

namespace ContactsPS.Files;

/// <summary>The characters that can be the delimiter of a CSV.</summary>
internal static class CsvDelimiter
{
    public const char Default = ',';

    public static bool IsValid(char delimiter) => delimiter is not ('"' or '\r' or '\n' or '\0');

    /// <summary>The requested delimiter.</summary>
    /// <param name="typed">The typed delimiter; else null.</param>
    /// <param name="ofCulture">Whether to use that of the culture.</param>
    /// <returns>Null if none was requested.</returns>
    /// <exception cref="InputException">The file would not be readable, or both were requested.</exception>
    public static char? Of(char? typed, bool ofCulture)
    {
        if (typed is not { } delimiter)
        {
            return ofCulture ? CultureInfo.CurrentCulture.TextInfo.ListSeparator[0] : null;
        }

        return ofCulture ? throw InputException.InvalidField("-UseCulture", "-UseCulture", true, Messages.Get("NeedsOneDelimiter")) : Checked(delimiter);
    }

    /// <summary>A typed delimiter.</summary>
    /// <exception cref="InputException">The file would not be readable.</exception>
    public static char Checked(char delimiter) => IsValid(delimiter)
        ? delimiter
        : throw InputException.InvalidField("-Delimiter", "-Delimiter", delimiter, Messages.Get("NeedsDelimiter"));
}
