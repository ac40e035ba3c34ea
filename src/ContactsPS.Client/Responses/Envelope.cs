namespace ContactsPS.Client.Responses;

/// <summary>The envelope of every response: <c>meta</c>, <c>data</c> and <c>errors</c>.</summary>
internal sealed class Envelope<T>
{
    /// <summary>Whether the response has <c>meta</c>, which distinguishes the service's envelope from other JSON.</summary>
    public bool HasMeta { get; set; }

    /// <summary>The service's id of the request.</summary>
    public string? UniqId { get; set; }

    /// <summary>The number of errors in this response, as <c>meta</c> says it.</summary>
    public long NumberOfErrors { get; set; }

    public List<T> Data { get; set; } = [];

    public List<ServiceError> Errors { get; set; } = [];
}
