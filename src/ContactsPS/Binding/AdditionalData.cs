using ContactsPS.Connections;
using ContactsPS.Errors;

namespace ContactsPS.Binding;

/// <summary>The additional data of one input, under the account's spellings.</summary>
/// <param name="label">The input's name in messages.</param>
/// <param name="spellings">The account's spellings, read if there is a field.</param>
internal sealed class AdditionalData(InputLabel label, Func<FieldSpellings> spellings)
{
    private readonly Dictionary<string, object?> values = new(StringComparer.Ordinal);

    // Whether two names may differ only in letter case.
    private bool mayHaveTwins;

    /// <summary>Adds a field; it replaces an earlier one with the same name.</summary>
    public void Set(string name, object? value)
    {
        mayHaveTwins |= values.Count > 0 && HasTwin(name);
        values[name] = value;
    }

    /// <summary>The added fields.</summary>
    /// <exception cref="InputException">The account has several fields with such a name, or one for several names of the input.</exception>
    public IReadOnlyDictionary<string, object?> Read()
    {
        if (values.Count == 0)
        {
            return values;
        }

        var account = spellings();
        if (mayHaveTwins)
        {
            foreach (var twins in values.Keys.GroupBy(static name => name, StringComparer.OrdinalIgnoreCase).Select(static group => group.ToList()).Where(static group => group.Count > 1))
            {
                account.Take(twins, label);
            }
        }

        foreach (var name in values.Keys)
        {
            if (account.Of(name, label) != name)
            {
                return values.ToDictionary(entry => account.Of(entry.Key, label), static entry => entry.Value, StringComparer.Ordinal);
            }
        }

        return values;
    }

    private bool HasTwin(string name)
    {
        foreach (var other in values.Keys)
        {
            if (string.Equals(other, name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
