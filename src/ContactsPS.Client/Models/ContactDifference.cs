namespace ContactsPS.Client.Models;

/// <summary>A field of a contact that differs from its desired value.</summary>
/// <param name="Field">The name of the field; an additional field as <c>ExternalData.City</c>.</param>
/// <param name="From">The current value; null if empty, a list of names for groups and channels.</param>
/// <param name="To">The desired value; null for empty.</param>
public sealed record FieldChange(string Field, object? From, object? To)
{
    /// <summary>The change in one line, such as <c>FirstName: 'Ewa' -> 'Ewelina'</c> or <c>Group: +VIP, -Newsletter</c>.</summary>
    public override string ToString() => From is IReadOnlyList<string> held && To is IReadOnlyList<string> wanted
        ? $"{Field}: {string.Join(", ", wanted.Except(held, StringComparer.Ordinal).Select(static name => "+" + name).Concat(held.Except(wanted, StringComparer.Ordinal).Select(static name => "-" + name)))}"
        : $"{Field}: {Quoted(From)} -> {Quoted(To)}";

    private static string Quoted(object? value) => value is null ? "-" : $"'{DataValue.Of(value).ComparisonForm()}'";
}

/// <summary>
/// The update that gives a contact its desired values. Values that differ only in form are equal: letter case of an e-mail address, separators of a
/// phone number, a number or a Boolean written as text, a date in another form.
/// </summary>
public sealed class ContactDifference
{
    private readonly List<FieldChange> changes = [];

    /// <summary>Compares the fields of a contact with the desired values.</summary>
    /// <param name="held">The contact as the service sent it, with an id.</param>
    /// <param name="desired">The desired values; absent fields are not compared, and the address is ignored.</param>
    /// <exception cref="ArgumentException">The contact has no id.</exception>
    public ContactDifference(Contact held, ContactUpdate desired)
    {
        _ = held ?? throw new ArgumentNullException(nameof(held));
        _ = desired ?? throw new ArgumentNullException(nameof(desired));
        var id = held.Id ?? throw new ArgumentException(Messages.Get("ContactHasNoId"), nameof(held));
        var fields = new FieldValues();
        for (var i = 0; i < StandardField.All.Count; i++)
        {
            var field = StandardField.All[i];
            if (desired.Fields.TryGet(field, out var wanted) && field.Of(held) is var current && !field.IsSame(current, wanted))
            {
                changes.Add(new FieldChange(field.Name, current, wanted));
                fields.Set(field, wanted);
            }
        }

        var update = new ContactUpdate(fields)
        {
            Id = id,
            ExternalData = Data(held.ExternalData, desired.ExternalData),
        };
        Update = update.WithDataOf(held);
    }

    /// <summary>The update to send, addressed by id: only the fields that differ, but all additional data if any of it differs.</summary>
    public ContactUpdate Update { get; }

    /// <summary>The fields that differ; empty if there is nothing to send.</summary>
    public IReadOnlyList<FieldChange> Changes => changes;

    private Maybe<IReadOnlyDictionary<string, object?>?> Data(
        IReadOnlyDictionary<string, object?> held, Maybe<IReadOnlyDictionary<string, object?>?> desired)
    {
        if (!desired.IsPresent)
        {
            return default;
        }

        var wanted = desired.Value ?? held.ToDictionary(entry => entry.Key, _ => (object?)null, StringComparer.Ordinal);
        Dictionary<string, object?>? changed = null;
        if (wanted.Count > 1 && new HashSet<string>(wanted.Keys, StringComparer.OrdinalIgnoreCase).Count < wanted.Count)
        {
            // Names that differ only in letter case are two fields, and a contact may have only one of them.
            held = held.ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
        }

        foreach (var entry in wanted)
        {
            held.TryGetValue(entry.Key, out var value);
            if (!DataValue.Of(value).IsSame(DataValue.Of(entry.Value)))
            {
                (changed ??= new Dictionary<string, object?>(StringComparer.Ordinal))[entry.Key] = entry.Value;
                changes.Add(new FieldChange($"{nameof(Contact.ExternalData)}.{entry.Key}", value, entry.Value));
            }
        }

        return changed is not null ? new Maybe<IReadOnlyDictionary<string, object?>?>(changed) : default;
    }
}
