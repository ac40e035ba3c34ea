using ContactsPS.Errors;

namespace ContactsPS.Connections;

/// <summary>The account's spellings of its additional fields: a column <c>city</c> belongs to the field City, and does not create a second one.</summary>
internal sealed class FieldSpellings
{
    private readonly HashSet<string> names;
    private readonly Dictionary<string, List<string>> spellings = new(StringComparer.OrdinalIgnoreCase);

    public FieldSpellings(IEnumerable<string> names)
    {
        this.names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            Add(name);
        }
    }

    /// <summary>A copy to which names can be added.</summary>
    public FieldSpellings Copy()
    {
        lock (names)
        {
            return new FieldSpellings(names);
        }
    }

    /// <summary>The account's spelling of a field. A new field keeps the spelling that is typed first.</summary>
    /// <param name="typed">The name as it is typed or in a file.</param>
    /// <param name="label">The row or parameter, of which the error has the text.</param>
    /// <exception cref="InputException">The account has several fields that differ from it only in letter case.</exception>
    public string Of(string typed, object label)
    {
        lock (names)
        {
            if (names.Contains(typed))
            {
                return typed;
            }

            if (!spellings.TryGetValue(typed, out var known))
            {
                Add(typed);
                return typed;
            }

            return known.Count == 1 ? known[0] : throw InputException.InvalidField($"{label}", typed, typed, Messages.Get("NeedsSpelling", string.Join(", ", known)));
        }
    }

    /// <summary>Adds names of one input that differ only in letter case, as in an export of an account with such fields. They stay separate unless this account has only one of them.</summary>
    /// <param name="typed">The names.</param>
    /// <param name="label">The row or parameter, of which the error has the text.</param>
    /// <exception cref="InputException">The account has only one of them, or other spellings.</exception>
    public void Take(IReadOnlyCollection<string> typed, object label)
    {
        lock (names)
        {
            if (spellings.TryGetValue(typed.First(), out var known) && typed.FirstOrDefault(name => !names.Contains(name)) is { } unknown)
            {
                throw InputException.InvalidField($"{label}", unknown, string.Join(", ", typed), Messages.Get("NeedsSpelling", string.Join(", ", known)));
            }

            foreach (var name in typed)
            {
                Add(name);
            }
        }
    }

    private void Add(string name)
    {
        if (names.Add(name))
        {
            if (!spellings.TryGetValue(name, out var known))
            {
                spellings.Add(name, known = []);
            }

            known.Add(name);
        }
    }
}
