namespace ContactsPS.Sandbox.Options;

/// <summary>What can go wrong with one request. "Processed" means that what the request asks for was done all the same.</summary>
public enum SandboxFault
{
    /// <summary>500 with an envelope; not processed.</summary>
    ServerError,

    /// <summary>502 as HTML from something in between; not processed.</summary>
    BadGateway,

    /// <summary>503 as HTML with <c>Retry-After: 1</c>; not processed.</summary>
    Unavailable,

    /// <summary>429 with an envelope and <c>Retry-After: 1</c>; not processed.</summary>
    TooManyRequests,

    /// <summary>The connection is closed without an answer; not processed.</summary>
    ConnectionClosed,

    /// <summary>The connection is closed without an answer; processed.</summary>
    ConnectionClosedAfterProcessing,

    /// <summary>The head and half the body of the answer, then the connection is closed; processed.</summary>
    TruncatedBody,

    /// <summary>200 with a page of HTML where the envelope should be; not processed.</summary>
    HtmlInsteadOfJson,

    /// <summary>No answer until the client hangs up or the sandbox is disposed; not processed.</summary>
    Hang,

    /// <summary>503 as HTML without a word of when to come back; not processed.</summary>
    UnavailableWithoutRetryAfter,

    /// <summary>429 with an envelope, without a word of when to come back; not processed.</summary>
    TooManyRequestsWithoutRetryAfter,

    /// <summary>504 as HTML from something in between that gave up waiting; processed.</summary>
    GatewayTimeout,

    /// <summary>An answer that announces half of the body it sends, then the connection is closed; processed.</summary>
    WrongContentLength,

    /// <summary>The answer takes <see cref="SandboxOptions.FaultDelay"/> longer; processed.</summary>
    Slow,

    /// <summary>No answer until the client hangs up or the sandbox is disposed; processed.</summary>
    HangAfterProcessing,

    /// <summary>
    /// The connection is closed without an answer, and the request is processed <see cref="SandboxOptions.FaultDelay"/> later: what no client can
    /// see coming.
    /// </summary>
    ProcessedLate,
}
