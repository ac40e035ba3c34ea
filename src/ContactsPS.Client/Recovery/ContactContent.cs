using ContactsPS.Client.Redaction;

namespace ContactsPS.Client.Recovery;

/// <summary>What a contact holds, without differences in form: by it a contact is known that was created, and whose id nobody was told.</summary>
internal static class ContactContent
{
    /// <summary>Whether a contact holds exactly what was sent for one: a field that was not sent must be empty. A date that was not sent is the service's own.</summary>
    public static bool Holds(Contact contact, NewContact sent) =>
        Of(FieldValues.Of(contact), contact.ExternalData, sent) == Of(sent.Fields, sent.ExternalData, sent);

    /// <summary>What two new contacts share if a contact that holds the one holds the other.</summary>
    public static Guid HashOf(NewContact sent) => ContentHash.ShortOf(Of(sent.Fields, sent.ExternalData, sent));

    private static string Of(FieldValues fields, IReadOnlyDictionary<string, object?>? data, NewContact sent)
    {
        IEnumerable<string> texts =
        [
            .. StandardField.All.Where(field => !field.IsDate || sent.Fields[field] is not null).Select(field => field.ComparisonForm(fields[field])),
            .. (data ?? PropertyBag.Empty)
                .Select(entry => (Name: entry.Key, Text: DataValue.Of(entry.Value).ComparisonForm()))
                .Where(entry => entry.Text.Length > 0)
                .OrderBy(entry => entry.Name, StringComparer.Ordinal)
                .SelectMany(entry => new[] { entry.Name, entry.Text }),
        ];
        return string.Join("\n", texts.Select(text => FormattableString.Invariant($"{text.Length}:{text}")));
    }
}
