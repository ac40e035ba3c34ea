namespace ContactsPS.Acceptance.Api;

/// <summary>The service gave no response.</summary>
internal sealed class NoResponseException(string message, Exception inner) : Exception(message, inner);

/// <summary>The run has reached its limit of requests or contacts.</summary>
internal sealed class LimitException(string message) : Exception(message);

/// <summary>A check cannot decide about its fact.</summary>
/// <param name="reason">The reason, without any content of the service.</param>
internal sealed class NotDecidedException(string reason) : Exception(reason);
