using System.Text.Json.Serialization;

namespace ContactsPS.Client.Wire;

/// <summary>What every answer of the service is: <c>meta</c>, <c>data</c> and <c>errors</c>.</summary>
internal sealed class Envelope<T>
{
    public EnvelopeMeta? Meta { get; set; }

    public List<T>? Data { get; set; }

    public List<ServiceError>? Errors { get; set; }
}

/// <summary>The envelope's head. The counts are of this answer alone; there is no total.</summary>
internal sealed class EnvelopeMeta
{
    [JsonConverter(typeof(LenientTextConverter))]
    public string? UniqId { get; set; }

    [JsonConverter(typeof(LenientNumberConverter))]
    public long? NumberOfErrors { get; set; }
}
