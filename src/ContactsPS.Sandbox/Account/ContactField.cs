namespace ContactsPS.Sandbox.Account;

/// <summary>A field of a contact that is a text, under its name on the channel.</summary>
internal sealed record ContactField(
    string Name,
    int Limit,
    Func<SandboxContact, string?> Get,
    Func<SandboxContact, string?, SandboxContact> Set)
{
    public static IReadOnlyList<ContactField> All { get; } =
    [
        new("externalId", 150, static contact => contact.ExternalId, static (contact, value) => contact with { ExternalId = value }),
        new("email", 150, static contact => contact.Email, static (contact, value) => contact with { Email = value }),
        new("phoneNumber", 15, static contact => contact.PhoneNumber, static (contact, value) => contact with { PhoneNumber = value }),
        new("firstName", 150, static contact => contact.FirstName, static (contact, value) => contact with { FirstName = value }),
        new("lastName", 150, static contact => contact.LastName, static (contact, value) => contact with { LastName = value }),
        new("companyName", 150, static contact => contact.CompanyName, static (contact, value) => contact with { CompanyName = value }),
    ];

    public static ContactField? Named(string name) =>
        All.FirstOrDefault(field => string.Equals(field.Name, name, StringComparison.Ordinal));
}
