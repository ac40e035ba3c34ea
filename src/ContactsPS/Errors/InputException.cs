using System.Management.Automation;

namespace ContactsPS.Errors;

/// <summary>An input that cannot be used. It becomes one error; the other inputs are not affected.</summary>
internal sealed class InputException : Exception
{
    /// <summary>An input with the message of its kind.</summary>
    public InputException(FailureKind kind, params object?[] values)
        : this(kind.Message(Array.ConvertAll(values, Shown)), kind)
    {
    }

    private InputException(string message, FailureKind kind)
        : base(message) => Kind = kind;

    public FailureKind Kind { get; }

    /// <summary>A failure with a message of its own.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="message">The name of the message.</param>
    /// <param name="values">The values in the message.</param>
    public static InputException Of(FailureKind kind, string message, params object?[] values) => new(Messages.Get(message, Array.ConvertAll(values, Shown)), kind);

    /// <summary>A file that cannot be read or written.</summary>
    public static InputException FileFailed(string file, string reason) => new(FailureKind.FileFailed, file, reason);

    /// <summary>A value that breaks the rule of a field.</summary>
    /// <param name="place">The row or input; the parameter itself if it concerns no input.</param>
    /// <param name="field">The column or parameter.</param>
    /// <param name="value">The value.</param>
    /// <param name="rule">The rule, as the rest of the sentence "field …".</param>
    public static InputException InvalidField(string place, string field, object? value, string rule) =>
        Of(FailureKind.InvalidField, place == field ? "InvalidField_Parameter" : nameof(FailureKind.InvalidField), place, field, Quoted(value), rule);

    // Invisible characters are shown as codes, because a refused value could look right without them.
    private static object? Shown(object? value) => value is null or (ValueType and IFormattable) ? value : InvisibleText.Show(value.ToString() ?? string.Empty);

    /// <summary>A value as messages show it.</summary>
    public static string Quoted(object? value)
    {
        // The cells of a sync are plain values, no deeper than JSON allows.
        var text = value is null ? "$null"
            : value is Dictionary<string, object?> or object?[] ? DataValue.Of(value).ToText()
            : LanguagePrimitives.ConvertTo<string>(value);
        return text.Length > 60 ? $"'{text.Substring(0, 60)}…'" : $"'{text}'";
    }
}
