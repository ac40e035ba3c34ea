using System.Net;
using ContactsPS.Client.Http;
using ContactsPS.Client.Json;
using ContactsPS.Client.Redaction;

namespace ContactsPS.Client.Responses;

/// <summary>The envelope of a response with its status: what was done and what was refused.</summary>
internal sealed class ServiceResponse<T>(HttpStatusCode status, IReadOnlyList<T> data, IReadOnlyList<ServiceError> errors, string? uniqId)
{
    public HttpStatusCode Status { get; } = status;

    public IReadOnlyList<T> Data { get; } = data;

    public IReadOnlyList<ServiceError> Errors { get; } = errors;

    public string? UniqId { get; } = uniqId;

    /// <summary>Whether an earlier attempt of the same request may have been processed. A refusal may then mean that the change is already made.</summary>
    public bool IsRepeat { get; init; }

    /// <summary>The request of this response.</summary>
    public required ServiceRequest Request { get; init; }

    /// <summary>An error about several items, without the personal data of the request.</summary>
    public ServiceError ForAll(ServiceError error) => Request.IsAboutMany ? error.Redacted(Redactor.OfPersons(JsonText.AllOf(Request.Body ?? []))) : error;

    /// <summary>Whether nothing of the request was processed (400, 404, 422 and any other status that is not a success).</summary>
    public bool IsRefusedWhole => (int)Status >= 300;

    public bool IsNotFound => Status == HttpStatusCode.NotFound;

    /// <summary>The refusal of the whole request, for callers that expect no refused items.</summary>
    public ContactsException ToException()
    {
        var said = Errors.Count > 0 ? Errors[0].ToString() : Messages.Get("NoReason");
        return new ContactsException(
            IsNotFound ? ContactsFailure.NotFound : ContactsFailure.Refused, Messages.Get("Refused", Request, said), Status, Errors, UniqId);
    }
}
