using System.Globalization;
using System.Management.Automation;
using System.Text;
using ContactsPS.Errors;

namespace ContactsPS.Files;

/// <summary>Finds an encoding by PowerShell's names (utf8, unicode, ansi), its own name (windows-1250) or its code page (1250).</summary>
internal static class EncodingName
{
    /// <summary>UTF-8 that refuses invalid bytes: a file in another encoding must not become contacts with question marks in their names.</summary>
    public static readonly Encoding StrictUtf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="InputException">No encoding has this name.</exception>
    public static Encoding Find(string? name)
    {
        switch (name?.ToUpperInvariant())
        {
            case null or "" or "UTF8" or "UTF-8" or "UTF8NOBOM" or "UTF8BOM":
                return StrictUtf8;
            case "UNICODE":
                return new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true);
            case "BIGENDIANUNICODE":
                return new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true);
            case "ANSI" or "DEFAULT":
                return ByCodePage(CultureInfo.CurrentCulture.TextInfo.ANSICodePage.ToString(CultureInfo.InvariantCulture), name);
            case "OEM":
                return ByCodePage(CultureInfo.CurrentCulture.TextInfo.OEMCodePage.ToString(CultureInfo.InvariantCulture), name);
            default:
                return ByCodePage(name!, name!);
        }
    }

    /// <summary>The encoding for writing, which fails at a character that it does not have instead of writing a question mark.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="withMark">Whether UTF-8 begins with a byte-order mark if the name leaves that open: Excel reads a CSV without one as ANSI.</param>
    /// <exception cref="InputException">No encoding has this name.</exception>
    public static Encoding ForWriting(string? name, bool withMark)
    {
        var encoding = (Encoding)Find(name).Clone();
        if (encoding is UTF8Encoding)
        {
            var isMarked = name?.ToUpperInvariant() switch { "UTF8BOM" => true, "UTF8NOBOM" => false, _ => withMark };
            return new UTF8Encoding(isMarked, throwOnInvalidBytes: true);
        }

        encoding.EncoderFallback = EncoderFallback.ExceptionFallback;
        return encoding;
    }

    private static Encoding ByCodePage(string page, string? name)
    {
        try
        {
            var number = int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : (int?)null;
#if NET
            var known = number is { } code ? CodePagesEncodingProvider.Instance.GetEncoding(code) : CodePagesEncodingProvider.Instance.GetEncoding(page);
            if (known is not null)
            {
                return known;
            }
#endif
            return number is { } other ? Encoding.GetEncoding(other) : Encoding.GetEncoding(page);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw InputException.InvalidField("-Encoding", "-Encoding", name, Messages.Get("NeedsEncoding"));
        }
    }
}
