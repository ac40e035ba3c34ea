using System.Text.Json;
using System.Text.Json.Serialization;

namespace ContactsPS.Benchmarks.Plain;

/// <summary>The same for somebody who does not care for what the class does not name. It keeps less than Get-Contact does.</summary>
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

    public Dictionary<string, JsonElement>? ExternalData { get; set; }
}
