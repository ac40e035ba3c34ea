using System.Management.Automation;
using ContactsPS.Sync;

namespace ContactsPS.Errors;

/// <summary>One input that cannot be used as it is. Becomes that input's error; the others go on.</summary>
internal sealed class InputException : Exception
{
    /// <summary>An input with the message that its error id names.</summary>
    public InputException(string errorId, ErrorCategory category, params object?[] values)
        : this(Messages.Get(errorId, values), errorId, category)
    {
    }

    private InputException(string message, string errorId, ErrorCategory category)
        : base(message)
    {
        ErrorId = errorId;
        Category = category;
    }

    public string ErrorId { get; }

    public ErrorCategory Category { get; }

    /// <summary>A new contact with neither e-mail address nor phone number.</summary>
    public static InputException NeitherEmailNorPhoneNumber(string where) =>
        new(Messages.Get("NeedsEmailOrPhoneNumber", where), ErrorIds.InvalidField, ErrorCategory.InvalidData);

    /// <summary>A cmdlet that was given no contact at all.</summary>
    public static InputException NoInput(string cmdlet) =>
        new(Messages.Get("NoInput", cmdlet), ErrorIds.NoAddress, ErrorCategory.InvalidArgument);

    /// <summary>A row where only contacts will do.</summary>
    public static InputException NotAContact(string where) =>
        new(Messages.Get("NeedsContact", where), ErrorIds.NotAContact, ErrorCategory.InvalidArgument);

    /// <summary>A line of a file that is none of its kind.</summary>
    public static InputException BadLine(string file, long line) =>
        new(Messages.Get("BadLine", file, line), ErrorIds.FileFailed, ErrorCategory.ResourceUnavailable);

    /// <summary>Removals that are not to be done.</summary>
    /// <param name="message">Why, by the name of its message.</param>
    /// <param name="values">What the message tells.</param>
    public static InputException PruneRefused(string message, params object?[] values) =>
        new(Messages.Get(message, values), ErrorIds.PruneRefused, ErrorCategory.InvalidOperation);

    /// <summary>A value that does not follow a field's rule.</summary>
    /// <param name="where">The row or parameter.</param>
    /// <param name="field">The column or parameter.</param>
    /// <param name="value">What was read.</param>
    /// <param name="rule">The rule, as the rest of the sentence "field …".</param>
    public static InputException InvalidField(string where, string field, object? value, string rule) =>
        new(ErrorIds.InvalidField, ErrorCategory.InvalidData, where, field, Quoted(value), rule);

    private static string Quoted(object? value)
    {
        var text = value is null ? "$null" : LanguagePrimitives.ConvertTo<string>(value);
        return text.Length > 60 ? $"'{text.Substring(0, 60)}…'" : $"'{text}'";
    }
}
