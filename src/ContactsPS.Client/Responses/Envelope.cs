namespace ContactsPS.Client.Responses;

/// <summary>What every answer of the service is: <c>meta</c>, <c>data</c> and <c>errors</c>.</summary>
internal sealed class Envelope<T>
{
    /// <summary>Whether the answer has a head: by it the service's envelope is told from any other JSON.</summary>
    public bool HasMeta { get; set; }

    /// <summary>The service's name for the request.</summary>
    public string? UniqId { get; set; }

    /// <summary>How many errors the head counts, in this answer alone; there is no total of anything.</summary>
    public long NumberOfErrors { get; set; }

    public List<T> Data { get; set; } = [];

    public List<ServiceError> Errors { get; set; } = [];
}
