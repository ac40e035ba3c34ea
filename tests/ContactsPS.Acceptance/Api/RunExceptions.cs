namespace ContactsPS.Acceptance.Api;

/// <summary>The service gave no response.</summary>
internal sealed class NoResponseException(string message, Exception inner) : Exception(message, inner);

/// <summary>The run has sent or created as much as it may.</summary>
internal sealed class LimitException(string message) : Exception(message);

/// <summary>A check cannot tell.</summary>
/// <param name="reason">Why, without anything of what the service sent.</param>
internal sealed class NotDecidedException(string reason) : Exception(reason);
