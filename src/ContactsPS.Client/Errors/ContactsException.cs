using System.Net;
using ContactsPS.Client.Redaction;

namespace ContactsPS.Client.Errors;

/// <summary>The one exception of the client, for every failure of the network or the service.</summary>
public sealed class ContactsException : Exception
{
    private readonly string? messageForLogs;

    /// <summary>Creates an exception without a cause, for serializers and tests.</summary>
    public ContactsException()
        : this(ContactsFailure.ServiceFailed, Messages.Get("Failed"))
    {
    }

    /// <summary>Creates an exception for a failure of the service.</summary>
    public ContactsException(string message)
        : this(ContactsFailure.ServiceFailed, message)
    {
    }

    /// <summary>Creates an exception for a failure of the service, with its cause.</summary>
    public ContactsException(string message, Exception innerException)
        : this(ContactsFailure.ServiceFailed, message, innerException: innerException)
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="failure">What kind of failure it is.</param>
    /// <param name="message">What happened, without secrets and personal data. Line breaks and control characters are escaped.</param>
    /// <param name="status">The HTTP status, if there was a response.</param>
    /// <param name="errors">The errors in the response.</param>
    /// <param name="uniqId">The service's id of the request, which its support asks for.</param>
    /// <param name="innerException">The cause below HTTP.</param>
    public ContactsException(
        ContactsFailure failure,
        string message,
        HttpStatusCode? status = null,
        IReadOnlyList<ServiceError>? errors = null,
        string? uniqId = null,
        Exception? innerException = null)
        : base(VisibleText.Of(message), innerException)
    {
        Failure = failure;
        Status = status;
        Errors = errors ?? [];
        UniqId = uniqId;
    }

    /// <summary>What kind of failure it is.</summary>
    public ContactsFailure Failure { get; }

    /// <summary>The HTTP status; null if there was no response.</summary>
    public HttpStatusCode? Status { get; }

    /// <summary>Whether the change may have been made anyway, because an earlier attempt or a part of it may have been processed.</summary>
    public bool MayBeProcessed { get; set; }

    /// <summary>The message without the service's own text, which may contain personal data.</summary>
    internal string MessageForLogs
    {
        get => messageForLogs ?? Message;
        init => messageForLogs = VisibleText.Of(value);
    }

    /// <summary>The errors in the response; otherwise empty.</summary>
    public IReadOnlyList<ServiceError> Errors { get; }

    /// <summary>The service's id of the request, which its support asks for; else null.</summary>
    public string? UniqId { get; }
}
