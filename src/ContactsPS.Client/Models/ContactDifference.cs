namespace ContactsPS.Client.Models;

/// <summary>A field of a contact that does not hold what it should.</summary>
/// <param name="Field">The field's name; one of additional data as <c>ExternalData.City</c>.</param>
/// <param name="From">What it holds; null for nothing, a list of names for groups and channels.</param>
/// <param name="To">What it should hold; null for nothing.</param>
public sealed record FieldChange(string Field, object? From, object? To)
{
    /// <summary>The change in a line, such as <c>FirstName: 'Ewa' -> 'Ewelina'</c>, or <c>Group: +VIP, -Newsletter</c>.</summary>
    public override string ToString() => From is IReadOnlyList<string> held && To is IReadOnlyList<string> wanted
        ? $"{Field}: {string.Join(", ", wanted.Except(held, StringComparer.Ordinal).Select(static name => "+" + name).Concat(held.Except(wanted, StringComparer.Ordinal).Select(static name => "-" + name)))}"
        : $"{Field}: {Quoted(From)} -> {Quoted(To)}";

    private static string Quoted(object? value) => value is null ? "-" : $"'{DataValue.Of(value).ComparisonForm()}'";
}

/// <summary>
/// What has to be sent so that a contact holds what it should. What differs in form alone is no difference: letter case of an e-mail address, separators of a
/// phone number, a number or Boolean written as text, a date written otherwise.
/// </summary>
public sealed class ContactDifference
{
    private readonly List<FieldChange> changes = [];

    /// <summary>Compares a contact, field by field, with what it should hold.</summary>
    /// <param name="held">The contact as the service told it, with an id.</param>
    /// <param name="desired">What it should hold; fields that are absent are not compared. Its address is not looked at.</param>
    /// <exception cref="ArgumentException">The contact has no id.</exception>
    public ContactDifference(Contact held, ContactUpdate desired)
    {
        _ = held ?? throw new ArgumentNullException(nameof(held));
        _ = desired ?? throw new ArgumentNullException(nameof(desired));
        var fields = new FieldValues();
        foreach (var field in StandardField.All)
        {
            if (desired.Fields.TryGet(field, out var wanted) && field.Of(held) is var current && !field.IsSame(current, wanted))
            {
                changes.Add(new FieldChange(field.Name, current, wanted));
                fields.Set(field, wanted);
            }
        }

        var update = new ContactUpdate(fields)
        {
            Id = held.Id ?? throw new ArgumentException(Messages.Get("ContactHasNoId"), nameof(held)),
            ExternalData = Data(held.ExternalData, desired.ExternalData),
        };
        Update = update.WithDataOf(held);
    }

    /// <summary>The change to send, addressed by id: the fields that differ and no others, but all additional data if any of it differs.</summary>
    public ContactUpdate Update { get; }

    /// <summary>The fields that differ; none where there is nothing to send.</summary>
    public IReadOnlyList<FieldChange> Changes => changes;

    private Maybe<IReadOnlyDictionary<string, object?>?> Data(
        IReadOnlyDictionary<string, object?> held, Maybe<IReadOnlyDictionary<string, object?>?> desired)
    {
        if (!desired.IsPresent)
        {
            return default;
        }

        var wanted = desired.Value ?? held.ToDictionary(entry => entry.Key, _ => (object?)null, StringComparer.Ordinal);
        var changed = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (wanted.Count > 1 && new HashSet<string>(wanted.Keys, StringComparer.OrdinalIgnoreCase).Count < wanted.Count)
        {
            // Names that differ in nothing but letter case are told apart, and a contact that has one of them does not have the other.
            held = held.ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
        }

        foreach (var entry in wanted)
        {
            held.TryGetValue(entry.Key, out var value);
            if (!DataValue.Of(value).IsSame(DataValue.Of(entry.Value)))
            {
                changed[entry.Key] = entry.Value;
                changes.Add(new FieldChange($"{nameof(Contact.ExternalData)}.{entry.Key}", value, entry.Value));
            }
        }

        return changed.Count > 0 ? new Maybe<IReadOnlyDictionary<string, object?>?>(changed) : default;
    }
}
