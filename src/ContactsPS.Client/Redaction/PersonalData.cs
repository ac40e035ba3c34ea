using System.Text.RegularExpressions;

namespace ContactsPS.Client.Redaction;

/// <summary>Removes personal data from text that is shown or logged. The same value has the same hash, so that lines can be correlated.</summary>
public static class PersonalData
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    // A timeout, because the text comes from the network.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);
    private static readonly Regex MailAddress = new(@"[^\s@""'<>,;:()\[\]]+@[^\s@""'<>,;:()\[\]]+", Options, Limit);
    private static readonly Regex LongNumber = new(@"\+?[0-9][0-9 .\-]{5,}[0-9]", Options, Limit);

    /// <summary>Six hexadecimal digits of SHA-256, such as <c>#3fa2c1</c>: enough to correlate lines, too few to identify a person.</summary>
    public static string Hash(string value)
    {
        _ = value ?? throw new ArgumentNullException(nameof(value));
        var digest = ContentHash.Of(value);
        return $"#{digest[0]:x2}{digest[1]:x2}{digest[2]:x2}";
    }

    /// <summary>The text with e-mail addresses and long numbers replaced by their hashes.</summary>
    public static string Mask(string text)
    {
        try
        {
            return LongNumber.Replace(MailAddress.Replace(text, match => $"<e-mail {Hash(match.Value)}>"), MaskNumber);
        }
        catch (RegexMatchTimeoutException)
        {
            // If the text cannot be searched in time, none of it is shown.
            return $"<text {Hash(text)}>";
        }
    }

    /// <summary>A network address is not a person's number, and a reader of a connection error needs it.</summary>
    private static string MaskNumber(Match match) =>
        System.Net.IPAddress.TryParse(match.Value, out _) ? match.Value : $"<number {Hash(match.Value)}>";
}
