using ContactsPS.Sandbox.Responses;

namespace ContactsPS.Sandbox.Account;

/// <summary>
/// A text field of a contact. JSON, rules, indexes and filters use this table: a new field is a
/// property of <see cref="SandboxContact"/> and an entry here.
/// </summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Set">Sets its value, possibly null; returns an error if the value cannot be read.</param>
internal sealed record ContactField(string Name, Func<SandboxContact, string?> Get, Func<SandboxContact, string?, Outcome<SandboxContact>> Set)
{
    /// <summary>All fields, in the order of responses.</summary>
    public static IReadOnlyList<ContactField> All { get; } =
    [
        new("externalId", static contact => contact.ExternalId, static (contact, value) => contact with { ExternalId = value })
        {
            Check = static value => value.Length > 0 ? null : ApiErrors.EmptyExternalId(),
            SearchComparer = StringComparer.Ordinal,
        },
        new("email", static contact => contact.Email, static (contact, value) => contact with { Email = value })
        {
            Check = static value => ContactRules.IsEmail(value) ? null : ApiErrors.InvalidEmail(value),
            SearchComparer = StringComparer.OrdinalIgnoreCase,
            SearchForm = (static text => text.IndexOf(' ') < 0, "must not contain a space"),
        },
        new("phoneNumber", static contact => contact.PhoneNumber, static (contact, value) => contact with { PhoneNumber = value })
        {
            Limit = 15,
            Check = static value => ContactRules.IsPhoneNumber(value) ? null : ApiErrors.InvalidPhoneNumber(value),
            SearchComparer = StringComparer.Ordinal,
            SearchForm = (ContactRules.IsPhoneNumber, "must be digits with an optional leading plus"),
        },
        new("firstName", static contact => contact.FirstName, static (contact, value) => contact with { FirstName = value }),
        new("lastName", static contact => contact.LastName, static (contact, value) => contact with { LastName = value }),
        new("companyName", static contact => contact.CompanyName, static (contact, value) => contact with { CompanyName = value }),
        new("createdAt", static contact => contact.CreatedAt is { } time ? ServiceDate.Write(time) : null, SetCreatedAt)
        {
            NotAString = static (_, value) => ApiErrors.InvalidCreatedAt(value),
        },
    ];

    /// <summary>The fields by which contacts can be looked up.</summary>
    public static IReadOnlyList<ContactField> Searchable { get; } = [.. All.Where(static field => field.SearchComparer is not null)];

    /// <summary>The maximum length of a value, in characters.</summary>
    public int Limit { get; init; } = 150;

    /// <summary>Validates a value, for every route.</summary>
    public Func<string, ApiError?> Check { get; init; } = static _ => null;

    /// <summary>The error for a value that is neither a string nor null, from the name and the JSON of the value.</summary>
    public Func<string, string, ApiError> NotAString { get; init; } = ApiErrors.NotAText;

    /// <summary>How a list compares the field with the searched text; null if lists cannot search it.</summary>
    public StringComparer? SearchComparer { get; init; }

    /// <summary>The required form of a searched text, and the rule in words.</summary>
    public (Func<string, bool> Holds, string Rule) SearchForm { get; init; } = (static _ => true, "");

    public static ContactField? Named(string name) => All.FirstOrDefault(field => string.Equals(field.Name, name, StringComparison.Ordinal));

    private static Outcome<SandboxContact> SetCreatedAt(SandboxContact contact, string? value)
    {
        DateTime time = default;
        return value is null || ServiceDate.TryParse(value, out time)
            ? contact with { CreatedAt = value is null ? null : time }
            : ApiErrors.InvalidCreatedAt(value);
    }
}
