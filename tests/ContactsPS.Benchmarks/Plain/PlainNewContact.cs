using System.Globalization;

namespace ContactsPS.Benchmarks.Plain;

/// <summary>A contact to create, with the same fields as the rows for New-Contact.</summary>
internal sealed class PlainNewContact
{
    public string? ExternalId { get; set; }

    public string? Email { get; set; }

    public string? PhoneNumber { get; set; }

    public string? FirstName { get; set; }

    public string? LastName { get; set; }

    public string? CompanyName { get; set; }

    public Dictionary<string, object>? ExternalData { get; set; }

    public static PlainNewContact[] Some(int count) =>
        [.. Enumerable.Range(1, count).Select(i => new PlainNewContact
        {
            ExternalId = string.Create(CultureInfo.InvariantCulture, $"N-{i}"),
            Email = string.Create(CultureInfo.InvariantCulture, $"anna.{i}@example.com"),
            PhoneNumber = string.Create(CultureInfo.InvariantCulture, $"+48{600000000 + i}"),
            FirstName = "Małgorzata",
            LastName = "Śliwińska",
            CompanyName = "Nowak i Synowie sp. z o.o.",
            ExternalData = new() { ["City"] = "Łódź", ["LoyaltyPoints"] = i % 5000 },
        })];
}
