namespace ContactsPS.Binding;

/// <summary>A change for a question and -WhatIf, such as <c>ExternalId: K-1 -> N-1; FirstName: Ewa</c>. The current value is shown if it is known.</summary>
internal static class UpdateDescription
{
    private const string Nothing = "-";

    /// <param name="update">The change.</param>
    /// <param name="input">Its input.</param>
    public static string Of(ContactUpdate update, ContactInput input)
    {
        var known = input.IsContact ? input.ReadContact() : null;
        var externalId = update.ExternalId ?? input.Row?.Filled(nameof(Contact.ExternalId)) as string;
        var parts = StandardField.All.Where(update.Fields.Contains).Select(field =>
            Line(field.Name, known is not null ? field.Of(known) : field == StandardField.ExternalId ? externalId : null, known is not null, update.Fields[field]));
        return string.Join("; ", parts.Concat(OfData(update, known)));
    }

    private static IEnumerable<string> OfData(ContactUpdate update, Contact? known)
    {
        const string name = nameof(ContactUpdate.ExternalData);
        if (!update.ExternalData.IsPresent)
        {
            return [];
        }

        return update.ExternalData.Value is { } data
            ? data.Select(entry => Line($"{name}.{entry.Key}", known?.ExternalData.TryGetValue(entry.Key, out var old) == true ? old : null, known is not null, entry.Value))
            : [Line(name, old: null, isKnown: false, value: null)];
    }

    private static string Line(string field, object? old, bool isKnown, object? value) => isKnown || old is not null ? $"{field}: {Text(old)} -> {Text(value)}" : $"{field}: {Text(value)}";

    private static string Text(object? value) => value is null ? Nothing : DataValue.Of(value).ToText();
}
