using System.Net;

namespace ContactsPS.Client.Wire;

/// <summary>An envelope whose status has been read: what was done and what was refused.</summary>
internal sealed class ServiceReply<T>(HttpStatusCode status, IReadOnlyList<T> data, IReadOnlyList<ServiceError> errors, string? uniqId)
{
    public HttpStatusCode Status { get; } = status;

    public IReadOnlyList<T> Data { get; } = data;

    public IReadOnlyList<ServiceError> Errors { get; } = errors;

    public string? UniqId { get; } = uniqId;

    /// <summary>Whether an earlier attempt of the same request may have been processed: a refusal may then be of what is done already.</summary>
    public bool IsRepeat { get; init; }

    /// <summary>Whether nothing of the request was processed (400, 404, 422, and whatever else is no success).</summary>
    public bool IsRefusedWhole => (int)Status >= 300;
}
