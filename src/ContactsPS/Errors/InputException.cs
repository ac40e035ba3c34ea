using System.Management.Automation;

namespace ContactsPS.Errors;

/// <summary>One input that cannot be used as it is. Becomes that input's error; the others go on.</summary>
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
    /// <param name="kind">What it is.</param>
    /// <param name="message">The message's name.</param>
    /// <param name="values">What the message tells.</param>
    public static InputException Of(FailureKind kind, string message, params object?[] values) => new(Messages.Get(message, Array.ConvertAll(values, Shown)), kind);

    /// <summary>A file that cannot be read or written.</summary>
    public static InputException FileFailed(string file, string reason) => new(FailureKind.FileFailed, file, reason);

    /// <summary>A value that does not follow a field's rule.</summary>
    /// <param name="where">The row or parameter.</param>
    /// <param name="field">The column or parameter.</param>
    /// <param name="value">What was read.</param>
    /// <param name="rule">The rule, as the rest of the sentence "field …".</param>
    public static InputException InvalidField(string where, string field, object? value, string rule) =>
        new(FailureKind.InvalidField, where, field, Quoted(value), rule);

    // A value that is refused for what nobody sees in it would look right.
    private static object? Shown(object? value) => value is null or (ValueType and IFormattable) ? value : InvisibleText.Show(value.ToString() ?? string.Empty);

    /// <summary>A value as messages show it.</summary>
    public static string Quoted(object? value)
    {
        // What a cell of a sync holds was made plain, and no deeper than JSON goes.
        var text = value is null ? "$null"
            : value is Dictionary<string, object?> or object?[] ? DataValue.Of(value).ToText()
            : LanguagePrimitives.ConvertTo<string>(value);
        return text.Length > 60 ? $"'{text.Substring(0, 60)}…'" : $"'{text}'";
    }
}
