namespace ContactsPS.Sandbox.Options;

/// <summary>A fault of one request. "Processed" means that the request took effect all the same.</summary>
public enum SandboxFault
{
    /// <summary>500 with an envelope; not processed.</summary>
    ServerError,

    /// <summary>502 as HTML, as from a proxy; not processed.</summary>
    BadGateway,

    /// <summary>503 as HTML with <c>Retry-After: 1</c>; not processed.</summary>
    Unavailable,

    /// <summary>429 with an envelope and <c>Retry-After: 1</c>; not processed.</summary>
    TooManyRequests,

    /// <summary>The connection is closed without a response; not processed.</summary>
    ConnectionClosed,

    /// <summary>The connection is closed without a response; processed.</summary>
    ConnectionClosedAfterProcessing,

    /// <summary>The headers and half of the body of the response, then the connection is closed; processed.</summary>
    TruncatedBody,

    /// <summary>200 with a page of HTML instead of the envelope; not processed.</summary>
    HtmlInsteadOfJson,

    /// <summary>No response until the client closes the connection or the sandbox is disposed; not processed.</summary>
    Hang,

    /// <summary>503 as HTML without <c>Retry-After</c>; not processed.</summary>
    UnavailableWithoutRetryAfter,

    /// <summary>429 with an envelope, without <c>Retry-After</c>; not processed.</summary>
    TooManyRequestsWithoutRetryAfter,

    /// <summary>504 as HTML, as from a proxy that timed out; processed.</summary>
    GatewayTimeout,

    /// <summary>A response that announces half of the body that it sends, then the connection is closed; processed.</summary>
    WrongContentLength,

    /// <summary>The response takes <see cref="SandboxOptions.FaultDelay"/> longer; processed.</summary>
    Slow,

    /// <summary>No response until the client closes the connection or the sandbox is disposed; processed.</summary>
    HangAfterProcessing,

    /// <summary>
    /// The connection is closed without a response, and the request is processed <see cref="SandboxOptions.FaultDelay"/> later, which no client can
    /// detect.
    /// </summary>
    ProcessedLate,
}
