namespace ContactsPS.Client.Errors;

/// <summary>What kind of failure a <see cref="ContactsException"/> tells of.</summary>
public enum ContactsFailure
{
    /// <summary>The service processed the request and refused it (400, 422, or an error item).</summary>
    Refused,

    /// <summary>The service found no such thing.</summary>
    NotFound,

    /// <summary>The credentials are missing or wrong (401).</summary>
    Unauthorized,

    /// <summary>The credentials are right and not enough (403).</summary>
    Forbidden,

    /// <summary>The service found the request too large (413): fewer items a batch are needed.</summary>
    BatchTooLarge,

    /// <summary>The service asked for fewer requests (429) for longer than we repeat or wait.</summary>
    Throttled,

    /// <summary>No answer within the time allowed.</summary>
    TimedOut,

    /// <summary>The service failed (5xx), or its answer broke off.</summary>
    ServiceFailed,

    /// <summary>The host was not reached: the request was never sent.</summary>
    Unreachable,

    /// <summary>A write was sent and nobody knows whether it was processed.</summary>
    OutcomeUnknown,

    /// <summary>What answered is not the contacts API: the base URI is wrong.</summary>
    NotTheService,

    /// <summary>A request was not sent, since what it depends on failed.</summary>
    NotSent,
}
