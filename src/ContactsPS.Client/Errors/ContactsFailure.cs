namespace ContactsPS.Client.Errors;

/// <summary>The kind of failure of a <see cref="ContactsException"/>.</summary>
public enum ContactsFailure
{
    /// <summary>The service processed the request and refused it (400, 422, or an error item).</summary>
    Refused,

    /// <summary>The service did not find the item.</summary>
    NotFound,

    /// <summary>The credentials are missing or wrong (401).</summary>
    Unauthorized,

    /// <summary>The credentials are valid but do not allow the operation (403).</summary>
    Forbidden,

    /// <summary>The request is too large for the service (413): send fewer items in a batch.</summary>
    BatchTooLarge,

    /// <summary>The service asked for fewer requests (429) for longer than the retries last.</summary>
    Throttled,

    /// <summary>There was no response within the time limit.</summary>
    TimedOut,

    /// <summary>The service failed (5xx), or its response was cut off.</summary>
    ServiceFailed,

    /// <summary>The host was not reached. The request was not sent.</summary>
    Unreachable,

    /// <summary>A change was sent, and it is not known whether it was processed.</summary>
    OutcomeUnknown,

    /// <summary>The response is not from the contacts API: the base URI is wrong.</summary>
    NotTheService,

    /// <summary>A request was not sent, because something it depends on failed.</summary>
    NotSent,
}
