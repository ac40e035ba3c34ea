using System.Net;
using ContactsPS.Client.Http;
using ContactsPS.Client.Json;
using ContactsPS.Client.Redaction;

namespace ContactsPS.Client.Responses;

/// <summary>An envelope whose status has been read: what was done and what was refused.</summary>
internal sealed class ServiceResponse<T>(HttpStatusCode status, IReadOnlyList<T> data, IReadOnlyList<ServiceError> errors, string? uniqId)
{
    public HttpStatusCode Status { get; } = status;

    public IReadOnlyList<T> Data { get; } = data;

    public IReadOnlyList<ServiceError> Errors { get; } = errors;

    public string? UniqId { get; } = uniqId;

    /// <summary>Whether an earlier attempt of the same request may have been processed: a refusal may then be of what is done already.</summary>
    public bool IsRepeat { get; init; }

    /// <summary>What it is the answer to.</summary>
    public required ServiceRequest Request { get; init; }

    /// <summary>What an error says that is about several items, without what the request says of each.</summary>
    public ServiceError ForAll(ServiceError error) => Request.IsAboutMany ? error.Redacted(Redactor.OfPersons(JsonText.AllOf(Request.Body ?? []))) : error;

    /// <summary>Whether nothing of the request was processed (400, 404, 422, and whatever else is no success).</summary>
    public bool IsRefusedWhole => (int)Status >= 300;

    public bool IsNotFound => Status == HttpStatusCode.NotFound;

    /// <summary>The refusal of the whole request, for callers who expect no other.</summary>
    public ContactsException ToException()
    {
        var said = Errors.Count > 0 ? Errors[0].ToString() : Messages.Get("NoReason");
        return new ContactsException(
            IsNotFound ? ContactsFailure.NotFound : ContactsFailure.Refused, Messages.Get("Refused", Request, said), Status, Errors, UniqId);
    }
}
