using System.Text.Json;

namespace ContactsPS.Client.Models;

/// <summary>
/// The rules for a contact's fields that the vendor documents, so that a bad value can be refused before anything is sent.
/// Whether an e-mail address is valid is the service's to say.
/// </summary>
public static class ContactRules
{
    /// <summary>The most characters in any text field but the phone number.</summary>
    public const int MaximumTextLength = 150;

    /// <summary>The most characters in a phone number, a leading plus included.</summary>
    public const int MaximumPhoneNumberLength = 15;

    /// <summary>The most items in one page and in one batch.</summary>
    public const int MaximumPageSize = 1000;

    private const string NoControlCharacter = "must hold no control character";

    /// <summary>Checks a text field.</summary>
    /// <returns>The rule that the value breaks, as the rest of a sentence, or null.</returns>
    public static string? ValidateText(string value)
    {
        _ = value ?? throw new ArgumentNullException(nameof(value));
        return value.Length > MaximumTextLength
            ? $"may hold at most {MaximumTextLength} characters, this has {value.Length}"
            : null;
    }

    /// <summary>Checks a phone number, whose spaces, dots, hyphens and brackets are gone (<see cref="NormalizePhoneNumber"/>).</summary>
    /// <returns>The rule that the value breaks, as the rest of a sentence, or null.</returns>
    public static string? ValidatePhoneNumber(string value)
    {
        _ = value ?? throw new ArgumentNullException(nameof(value));
        var digits = value.Length > 0 && value[0] == '+' ? value.Substring(1) : value;
        if (digits.Length == 0 || !digits.All(c => c is >= '0' and <= '9'))
        {
            return "must be digits with an optional leading plus";
        }

        return value.Length > MaximumPhoneNumberLength
            ? $"may hold at most {MaximumPhoneNumberLength} characters, this has {value.Length}"
            : null;
    }

    /// <summary>Checks a path below the base URI: it must not lead key and token elsewhere.</summary>
    /// <returns>The rule that the value breaks, as the rest of a sentence, or null.</returns>
    public static string? ValidatePath(string value)
    {
        _ = value ?? throw new ArgumentNullException(nameof(value));
        var path = value.Split('?')[0];
        return path.Trim('/').Length == 0 ? "must not be empty"
            : value.StartsWith("//", StringComparison.Ordinal) || path.Any(c => c == ':') ? "must be a path below the base URI, such as /group, without a host"
            : value.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '\\' or '#') ? "must hold no blank, backslash or fragment; escape what is part of a name"
            : path.Split('/').Select(PathSegment.Decode).Any(segment => segment is null || PathSegment.LeadsElsewhere(segment)) ? "must not lead out of the base URI"
            : Uri.UnescapeDataString(path).Any(char.IsControl) ? NoControlCharacter
            : null;
    }

    /// <summary>Checks a name that becomes one segment of a path, such as a channel or a segment's id: it must not lead to another path.</summary>
    /// <returns>The rule that the value breaks, as the rest of a sentence, or null.</returns>
    public static string? ValidatePathSegment(string value)
    {
        _ = value ?? throw new ArgumentNullException(nameof(value));
        var decoded = PathSegment.Decode(value);
        return decoded is null || PathSegment.LeadsElsewhere(decoded) ? "must not lead to another path"
            : string.IsNullOrWhiteSpace(decoded) ? "must not be empty"
            : decoded.Any(char.IsControl) ? NoControlCharacter
            : null;
    }

    /// <summary>Checks a text that is sent as JSON.</summary>
    /// <returns>The rule that the value breaks, as the rest of a sentence, or null.</returns>
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
            return FormattableString.Invariant($"must be JSON where it is a text, and is none at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine}");
        }
    }

    /// <summary>Takes out of a phone number what people put there for reading: white space, dots, hyphens and brackets.</summary>
    public static string NormalizePhoneNumber(string value)
    {
        _ = value ?? throw new ArgumentNullException(nameof(value));
        return new string(value.Where(c => !char.IsWhiteSpace(c) && c is not ('.' or '-' or '(' or ')' or '[' or ']' or '\u2010' or '\u2011' or '\u2013')).ToArray());
    }
}
