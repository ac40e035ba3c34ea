using System.Text.Json;
using System.Text.Json.Serialization;

namespace ContactsPS.Benchmarks.Plain;

/// <summary>The class of a C# developer who must lose no property, as Get-Contact loses none.</summary>
internal sealed class PlainContact
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

    public Dictionary<string, JsonElement>? ExternalData { get; set; }

    /// <summary>The other properties.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? AdditionalProperties { get; set; }
}
