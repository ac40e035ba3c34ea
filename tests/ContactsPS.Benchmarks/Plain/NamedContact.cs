using System.Text.Json.Serialization;

namespace ContactsPS.Benchmarks.Plain;

/// <summary>
/// The least that a C# developer can declare who knows his own additional fields and does not care for what the class does not name. It keeps less
/// than Get-Contact does, and breaks when a field changes its kind.
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

/// <summary>The additional fields of the benchmark's contacts.</summary>
internal sealed class NamedExternalData
{
    [JsonPropertyName("City")]
    public string? City { get; set; }

    [JsonPropertyName("LoyaltyPoints")]
    public int LoyaltyPoints { get; set; }
}
