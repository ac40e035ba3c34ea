using ContactsPS.Client.Redaction;

namespace ContactsPS.Client.Recovery;

/// <summary>
/// Whether a contact holds exactly what was sent for one, in the forms that <see cref="SameValue"/> takes for the same; additional data, of which there are prints too, in the one form
/// that <see cref="DataValue.ComparisonForm"/> gives it.
/// </summary>
internal static class Likeness
{
    public static bool Holds(Contact contact, NewContact sent) =>
        SameValue.OfText(contact.ExternalId, sent.ExternalId)
        && SameValue.OfEmail(contact.Email, sent.Email)
        && SameValue.OfPhoneNumber(contact.PhoneNumber, sent.PhoneNumber)
        && SameValue.OfText(contact.FirstName, sent.FirstName)
        && SameValue.OfText(contact.LastName, sent.LastName)
        && SameValue.OfText(contact.CompanyName, sent.CompanyName)
        && (sent.CreatedAt is null || SameValue.OfDate(contact.CreatedAt, sent.CreatedAt))
        && HoldsAll(contact.ExternalData, sent.ExternalData);

    /// <summary>What two new contacts share where a contact that holds the one holds the other, in 16 bytes.</summary>
    public static Guid Print(NewContact sent)
    {
        string?[] fields =
        [
            sent.ExternalId,
            sent.Email?.ToUpperInvariant(),
            SameValue.Digits(sent.PhoneNumber),
            sent.FirstName,
            sent.LastName,
            sent.CompanyName,
            sent.CreatedAt is { } date ? ContactDate.Format(date) : null,
            .. (sent.ExternalData ?? PropertyBag.Empty)
                .Where(entry => TextOf(entry.Value).Length > 0)
                .OrderBy(entry => entry.Key, StringComparer.Ordinal)
                .SelectMany(entry => new[] { entry.Key, TextOf(entry.Value) }),
        ];
        return ContentHash.ShortOf(string.Join("\n", fields.Select(field => FormattableString.Invariant($"{field?.Length ?? 0}:{field}"))));
    }

    /// <summary>The same fields with the same values: one that was not sent must be empty, or the contact is richer than what was sent.</summary>
    private static bool HoldsAll(IReadOnlyDictionary<string, object?> held, IReadOnlyDictionary<string, object?>? sent)
    {
        var expected = sent ?? PropertyBag.Empty;
        return expected.All(entry => SameValue.OfText(TextOf(Find(held, entry.Key)), TextOf(entry.Value)))
            && held.All(entry => TextOf(entry.Value).Length == 0 || Find(expected, entry.Key) is not null);
    }

    private static string TextOf(object? value) => DataValue.Of(value).ComparisonForm();

    private static object? Find(IReadOnlyDictionary<string, object?> bag, string name) => bag.TryGetValue(name, out var value) ? value : null;
}
