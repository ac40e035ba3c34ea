using System.Management.Automation;
using ContactsPS.Connections;
using ContactsPS.Errors;

namespace ContactsPS.Binding;

/// <summary>Where the fields of one contact come from: the parameters that were typed, and the row that was piped.</summary>
/// <param name="input">The input.</param>
/// <param name="bound">The parameters that were typed, by name.</param>
/// <param name="spellings">How the account spells its additional fields.</param>
internal sealed class FieldSource(ContactInput input, IReadOnlyDictionary<string, object?> bound, Func<FieldSpellings> spellings)
{
    /// <summary>Takes the input's additional data.</summary>
    public AdditionalData NewAdditionalData() => new(Label, spellings);

    /// <summary>The column of a field as errors name it. Default: as the field.</summary>
    public Func<string, string> NameOf { get; init; } = static field => field;

    /// <summary>The input as messages name it.</summary>
    public InputLabel Label => input.Name;

    /// <summary>Whether the input is a row that may come from Import-Csv.</summary>
    public bool IsOfFile => !input.IsContact;

    /// <summary>The row whose columns are fields; null for a typed input.</summary>
    public InputRow? Row => input.Row;

    /// <summary>Whether the parameter was typed with one value for all inputs, null included.</summary>
    public bool IsTyped(string field) => bound.TryGetValue(field, out var value) && !DelayBindScriptBlock.IsScript(value);

    /// <summary>The value that was typed; null where it is empty or was not typed.</summary>
    public object? Typed(string field) =>
        bound.TryGetValue(field, out var value) && InputRow.Unwrap(value) is { } typed && !InputRow.IsEmpty(typed) ? typed : null;

    /// <summary>The value that was typed; null if it clears the field.</summary>
    /// <exception cref="InputException">It is no value, but neither null nor an empty text.</exception>
    public object? TypedOrCleared(string field) =>
        Typed(field) ?? (bound[field] is null or "" or PSObject { BaseObject: "" } ? null : throw InputException.InvalidField(Label.ToString(), field, bound[field], Messages.Get("NeedsNullToClear")));

    /// <summary>Whether the parameter was typed as a script block.</summary>
    public bool IsComputed(string field) => bound.TryGetValue(field, out var value) && DelayBindScriptBlock.IsScript(value);

    /// <summary>What the parameter's script block makes of the row; null where that is empty.</summary>
    public object? Computed(string field)
    {
        var value = DelayBindScriptBlock.Evaluate(bound[field], input, $"-{field}");
        return InputRow.IsEmpty(value) ? null : value;
    }

    /// <summary>The parameters that were typed, as a dictionary that does not change under the reader.</summary>
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
