using System.Management.Automation;
using ContactsPS.Connections;
using ContactsPS.Errors;

namespace ContactsPS.Binding;

/// <summary>The source of the fields of one contact: the typed parameters and the piped row.</summary>
/// <param name="input">The input.</param>
/// <param name="bound">The typed parameters, by name.</param>
/// <param name="spellings">The account's spellings of its additional fields.</param>
internal sealed class FieldSource(ContactInput input, IReadOnlyDictionary<string, object?> bound, Func<FieldSpellings> spellings)
{
    /// <summary>Takes the input's additional data.</summary>
    public AdditionalData NewAdditionalData() => new(Label, spellings);

    /// <summary>The column of a field in errors. Default: the field's name.</summary>
    public Func<string, string> NameOf { get; init; } = static field => field;

    /// <summary>The input's name in messages.</summary>
    public InputLabel Label => input.Name;

    /// <summary>Whether the input is a row that may come from Import-Csv.</summary>
    public bool IsOfFile => !input.IsContact;

    /// <summary>The row whose columns are fields; null for a typed input.</summary>
    public InputRow? Row => input.Row;

    /// <summary>Whether the parameter was typed with one value for all inputs, including null.</summary>
    public bool IsTyped(string field) => bound.TryGetValue(field, out var value) && !DelayBindScriptBlock.IsScript(value);

    /// <summary>The typed value; null if it is empty or was not typed.</summary>
    public object? Typed(string field) =>
        bound.TryGetValue(field, out var value) && InputRow.Unwrap(value) is { } typed && !InputRow.IsEmpty(typed) ? typed : null;

    /// <summary>The typed value; null if it clears the field.</summary>
    /// <exception cref="InputException">It is empty, but neither null nor an empty text.</exception>
    public object? TypedOrCleared(string field) =>
        Typed(field) ?? (bound[field] is null or "" or PSObject { BaseObject: "" } ? null : throw InputException.InvalidField(Label.ToString(), field, bound[field], Messages.Get("NeedsNullToClear")));

    /// <summary>Whether the parameter was typed as a script block.</summary>
    public bool IsComputed(string field) => bound.TryGetValue(field, out var value) && DelayBindScriptBlock.IsScript(value);

    /// <summary>The result of the parameter's script block for the row; null if it is empty.</summary>
    public object? Computed(string field)
    {
        var value = DelayBindScriptBlock.Evaluate(bound[field], input, $"-{field}");
        return InputRow.IsEmpty(value) ? null : value;
    }

    /// <summary>The typed parameters, as a dictionary that does not change while it is read.</summary>
    public static Dictionary<string, object?> Bound(InvocationInfo invocation)
    {
        var bound = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in invocation.BoundParameters)
        {
            bound[entry.Key] = TypedLiteral.TextOf(invocation, $"-{entry.Key}", entry.Value);
        }

        return bound;
    }
}
