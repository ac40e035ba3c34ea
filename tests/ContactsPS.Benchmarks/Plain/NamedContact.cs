using System.Text.Json.Serialization;

namespace ContactsPS.Benchmarks.Plain;

/// <summary>
/// The smallest class for a C# developer who knows the additional fields and does not need other properties. It keeps less than Get-Contact, and fails if a field changes its type.
/// </summary>
internal sealed class NamedContact
{
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    public long Id { get; set; }

    public string? ExternalId { get; set; }

    public string? Email { get; set; }

    public string? PhoneNumber { get; set; }

    public string? FirstName { get; set; }

    public string? LastName { get; set; }

    public string? CompanyName { get; set; }

    [JsonConverter(typeof(PlainDateConverter))]
    public DateTime? CreatedAt { get; set; }

    public bool InArchive { get; set; }

    public NamedExternalData? ExternalData { get; set; }
}

/// <summary>The additional fields of the contacts in the benchmark.</summary>
internal sealed class NamedExternalData
{
    [JsonPropertyName("City")]
    public string? City { get; set; }

    [JsonPropertyName("LoyaltyPoints")]
    public int LoyaltyPoints { get; set; }
}
