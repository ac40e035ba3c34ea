using System.Text.Json;
using System.Text.RegularExpressions;

namespace ContactsPS.Client.Models;

/// <summary>
/// The documented rules for a contact's fields, so that an invalid value can be refused before anything is sent.
/// An e-mail address is refused only if no service accepts it; otherwise the service decides (F46 of docs/service.md).
/// </summary>
public static class ContactRules
{
    /// <summary>The maximum length of a text field other than the phone number, in characters (F44 of docs/service.md).</summary>
    public const int MaximumTextLength = 150;

    /// <summary>The maximum length of a phone number, including a leading plus (F45 of docs/service.md).</summary>
    public const int MaximumPhoneNumberLength = 15;

    /// <summary>The most items in one page (F36 of docs/service.md).</summary>
    public const int MaximumPageSize = 1000;

    /// <summary>The most items in one batch. An assumption (F15 of docs/service.md): the service's limit is not documented.</summary>
    public const int MaximumBatchSize = 1000;

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private static readonly char[] LineBreaks = ['\r', '\n', '\u0085', '\u2028', '\u2029'];
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);
    private static readonly Regex TrunkZero = new(@"[0-9][\s.]*[(\[]\s*0\s*[)\]]", Options, Limit);

    // A decimal fraction: one or two digits after the only dot, with more digits before it than stand between separators (the .0 of a number is removed instead); or a .0 after other dots.
    private static readonly Regex Fraction = new(@"^[^.]*[0-9]{7}\.(?!0$)[0-9]{1,2}$|\..*\.0$", Options, Limit);

    // Two numbers: as many digits on both sides of a separator as one phone number has.
    private static readonly Regex TwoNumbers = new(@"[0-9]{7}[^0-9]+[0-9]{7}", Options, Limit);

    /// <summary>Validates a text field.</summary>
    /// <returns>The rule that the value breaks, as the rest of a sentence; null if it is valid.</returns>
    public static string? ValidateText(string value)
    {
        _ = value ?? throw new ArgumentNullException(nameof(value));
        return value.Length > MaximumTextLength
            ? Messages.Get("NeedsFewerCharacters", MaximumTextLength, value.Length)
            : null;
    }

    /// <summary>Validates an identifier. White space and invisible characters around it are ignored; within it they are refused, because a reader would not see them.</summary>
    /// <returns>The rule that the value breaks, as the rest of a sentence; null if it is valid.</returns>
    public static string? ValidateIdentifier(string value)
    {
        var text = InvisibleText.Trim(value);
        return InvisibleText.FindHidden(text) is { } hidden ? Messages.Get("NeedsVisible", InvisibleText.Show(hidden.ToString())) : ValidateText(text);
    }

    /// <summary>Validates an e-mail address: no invisible characters, no white space, and exactly one @ that is not at an end.</summary>
    /// <returns>The rule that the value breaks, as the rest of a sentence; null if it is valid.</returns>
    public static string? ValidateEmail(string value)
    {
        var text = InvisibleText.Trim(value);
        if (ValidateIdentifier(text) is { } rule)
        {
            return rule;
        }

        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character))
            {
                return Messages.Get("NeedsNoWhiteSpace");
            }
        }

        var at = text.IndexOf('@');
        return at > 0 && at < text.Length - 1 && text.IndexOf('@', at + 1) < 0 ? null : Messages.Get("NeedsAt");
    }

    /// <summary>Validates a phone number as it is written, before <see cref="NormalizePhoneNumber"/> removes separators.</summary>
    /// <returns>The rule that the value breaks, as the rest of a sentence; null if it is valid.</returns>
    public static string? ValidatePhoneNumber(string value)
    {
        var text = InvisibleText.Remove(InvisibleText.Trim(value));
        var number = NormalizePhoneNumber(text);
        return (AreDigits(text) ? null : ValidateSeparators(text, number))
            ?? (number.Length > MaximumPhoneNumberLength ? Messages.Get("NeedsFewerCharacters", MaximumPhoneNumberLength, number.Length) : null);
    }

    /// <summary>Validates a path below the base URI, so that the key and the token are not sent elsewhere.</summary>
    /// <returns>The rule that the value breaks, as the rest of a sentence; null if it is valid.</returns>
    public static string? ValidatePath(string value)
    {
        _ = value ?? throw new ArgumentNullException(nameof(value));
        var path = value.Split('?')[0];
        return path.Trim('/').Length == 0 ? Messages.Get("NeedsValue")
            : value.StartsWith("//", StringComparison.Ordinal) || path.Any(c => c == ':') ? Messages.Get("NeedsPathBelow")
            : value.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '\\' or '#') ? Messages.Get("NeedsEscaping")
            : path.Split('/').Select(PathSegment.Decode).Any(segment => segment is null || PathSegment.LeadsElsewhere(segment)) ? Messages.Get("LeadsOutOfBaseUri")
            : Uri.UnescapeDataString(path).Any(char.IsControl) ? Messages.Get("NeedsNoControl")
            : null;
    }

    /// <summary>Validates one segment of a path, such as a channel or a segment's id: it must not lead to another path.</summary>
    /// <returns>The rule that the value breaks, as the rest of a sentence; null if it is valid.</returns>
    public static string? ValidatePathSegment(string value)
    {
        _ = value ?? throw new ArgumentNullException(nameof(value));
        var decoded = PathSegment.Decode(value);
        return decoded is null || PathSegment.LeadsElsewhere(decoded) ? Messages.Get("LeadsToOtherPath")
            : string.IsNullOrWhiteSpace(decoded) ? Messages.Get("NeedsValue")
            : decoded.Any(char.IsControl) ? Messages.Get("NeedsNoControl")
            : null;
    }

    /// <summary>Validates JSON text.</summary>
    /// <returns>The rule that the value breaks, as the rest of a sentence; null if it is valid.</returns>
    public static string? ValidateJson(string value)
    {
        _ = value ?? throw new ArgumentNullException(nameof(value));
        try
        {
            using var document = JsonDocument.Parse(value);
            return null;
        }
        catch (JsonException exception)
        {
            return Messages.Get("NeedsJson", exception.LineNumber + 1, exception.BytePositionInLine);
        }
    }

    /// <summary>Removes from a phone number what people and spreadsheets add: white space, invisible characters, dots, hyphens, brackets, and a trailing .0.</summary>
    public static string NormalizePhoneNumber(string value)
    {
        var text = InvisibleText.Remove(InvisibleText.Trim(value));
        if (AreDigits(text))
        {
            return text;
        }

        text = EndsInPointZero(text) ? text.Substring(0, text.Length - 2) : text;
        return new string(text.Where(static c => !char.IsWhiteSpace(c) && !IsHyphen(c) && c is not ('.' or '(' or ')' or '[' or ']')).ToArray());
    }

    private static string? ValidateSeparators(string text, string number) =>
        text.Length > 0 && IsHyphen(text[0]) ? Messages.Get("NeedsNoMinus")
        : TrunkZero.IsMatch(text) ? Messages.Get("NeedsNoTrunkZero")
        : Fraction.IsMatch(text) ? Messages.Get("NeedsNoFraction")
        : text.IndexOfAny(LineBreaks) >= 0 || (!IsInternational(text) && TwoNumbers.IsMatch(text)) ? Messages.Get("NeedsOneNumber")
        : !AreDigits(number) || text[0] == '.' || IsSeparator(text[text.Length - 1]) ? Messages.Get("NeedsDigits")
        : null;

    private static bool AreDigits(string number)
    {
        var start = number.Length > 0 && number[0] == '+' ? 1 : 0;
        for (var i = start; i < number.Length; i++)
        {
            if (number[i] is < '0' or > '9')
            {
                return false;
            }
        }

        return number.Length > start;
    }

    private static bool EndsInPointZero(string text) =>
        text.Length > 2 && text.EndsWith(".0", StringComparison.Ordinal) && text[text.Length - 3] is >= '0' and <= '9' && text.IndexOf('.') == text.Length - 2;

    private static bool IsInternational(string text) => (text.Length > 0 && text[0] == '+') || text.StartsWith("00", StringComparison.Ordinal);

    private static bool IsSeparator(char character) => character == '.' || IsHyphen(character);

    private static bool IsHyphen(char character) => character is '-' or (>= '\u2010' and <= '\u2015') or '\u2212' or '\uFE58' or '\uFE63' or '\uFF0D';
}
