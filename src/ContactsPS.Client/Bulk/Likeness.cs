using System.Globalization;

namespace ContactsPS.Client.Bulk;

/// <summary>
/// Whether a contact holds exactly what was sent for one. What differs in form alone is the same: letter case of an e-mail address, separators and the plus of a phone
/// number, a number written as text, an absent value and an empty one.
/// </summary>
internal static class Likeness
{
    private const int PrintLength = 16;

    public static bool Holds(Contact contact, NewContact sent) =>
        Same(contact.ExternalId, sent.ExternalId)
        && string.Equals(contact.Email ?? string.Empty, sent.Email ?? string.Empty, StringComparison.OrdinalIgnoreCase)
        && Same(Digits(contact.PhoneNumber), Digits(sent.PhoneNumber))
        && Same(contact.FirstName, sent.FirstName)
        && Same(contact.LastName, sent.LastName)
        && Same(contact.CompanyName, sent.CompanyName)
        && (sent.CreatedAt is null || SameSecond(contact.CreatedAt, sent.CreatedAt.Value))
        && HoldsAll(contact.ExternalData, sent.ExternalData);

    /// <summary>What two new contacts share where a contact that holds the one holds the other, in 16 bytes.</summary>
    public static Guid Print(NewContact sent)
    {
        string?[] fields =
        [
            sent.ExternalId,
            sent.Email?.ToUpperInvariant(),
            Digits(sent.PhoneNumber),
            sent.FirstName,
            sent.LastName,
            sent.CompanyName,
            sent.CreatedAt is { } date ? ContactDate.Format(date) : null,
            .. (sent.ExternalData ?? PropertyBag.Empty)
                .Where(entry => TextOf(entry.Value).Length > 0)
                .OrderBy(entry => entry.Key, StringComparer.Ordinal)
                .SelectMany(entry => new[] { entry.Key, TextOf(entry.Value) }),
        ];
        var digest = Digest.Of(string.Join("\n", fields.Select(field => FormattableString.Invariant($"{field?.Length ?? 0}:{field}"))));
        return new Guid(digest.Take(PrintLength).ToArray());
    }

    /// <summary>The same fields with the same values: one that was not sent must be empty, or the contact is richer than what was sent.</summary>
    private static bool HoldsAll(IReadOnlyDictionary<string, object?> held, IReadOnlyDictionary<string, object?>? sent)
    {
        var expected = sent ?? PropertyBag.Empty;
        return expected.All(entry => Same(TextOf(Find(held, entry.Key)), TextOf(entry.Value)))
            && held.All(entry => TextOf(entry.Value).Length == 0 || Find(expected, entry.Key) is not null);
    }

    private static string Digits(string? phoneNumber) => ContactRules.NormalizePhoneNumber(phoneNumber ?? string.Empty).TrimStart('+');

    private static object? Find(IReadOnlyDictionary<string, object?> bag, string name) => bag.TryGetValue(name, out var value) ? value : null;

    private static bool Same(string? one, string? other) => string.Equals(one ?? string.Empty, other ?? string.Empty, StringComparison.Ordinal);

    private static bool SameSecond(DateTime? held, DateTime sent) => held is { } date && ContactDate.Format(date) == ContactDate.Format(sent);

    private static string TextOf(object? value) => value switch
    {
        null => string.Empty,
        string text => text,
        bool flag => flag ? "true" : "false",
        DateTime date => ContactDate.Format(date),
        DateTimeOffset date => ContactDate.Format(date.UtcDateTime),
        decimal number => number.ToString("0.#############################", CultureInfo.InvariantCulture),
        double or float => Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
    };
}
