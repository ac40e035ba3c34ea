using ContactsPS.Connections;
using ContactsPS.Errors;

namespace ContactsPS.Binding;

/// <summary>The additional data of one input, under the account's spellings.</summary>
/// <param name="label">The input as messages name it.</param>
/// <param name="spellings">The account's spellings, read when there is a field.</param>
internal sealed class AdditionalData(string label, Func<FieldSpellings> spellings)
{
    private readonly Dictionary<string, object?> values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> written = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, object?> Values => values;

    /// <summary>Gives a field; what it was given before under the same name is replaced.</summary>
    /// <exception cref="InputException">The input has the field twice, or the account has several of such a name.</exception>
    public void Set(string name, object? value)
    {
        var field = spellings().Of(name, label);
        if (written.TryGetValue(field, out var before) && before != name)
        {
            throw InputException.InvalidField(label, field, name, Messages.Get("NeedsOneSpelling", before));
        }

        written[field] = name;
        values[field] = value;
    }
}
