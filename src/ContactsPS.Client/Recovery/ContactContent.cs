using ContactsPS.Client.Redaction;

namespace ContactsPS.Client.Recovery;

/// <summary>The normalized content of a contact. It recognizes a created contact whose id was not returned.</summary>
internal static class ContactContent
{
    /// <summary>Whether a contact has exactly the content that was sent: a field that was not sent must be empty. A date that was not sent may have any value.</summary>
    public static bool Holds(Contact contact, NewContact sent) =>
        Of(FieldValues.Of(contact), contact.ExternalData, sent) == Of(sent.Fields, sent.ExternalData, sent);

    /// <summary>Equal for two new contacts if a contact with the content of one also has that of the other.</summary>
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
