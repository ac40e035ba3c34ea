namespace ContactsPS.Sandbox;

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
}
