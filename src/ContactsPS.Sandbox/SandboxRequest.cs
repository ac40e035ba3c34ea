namespace ContactsPS.Sandbox;

/// <summary>One request the sandbox handled.</summary>
/// <param name="Method">The method as sent.</param>
/// <param name="Path">The path as sent, with its query.</param>
/// <param name="Status">The status answered; 0 if a fault left the request without an answer.</param>
/// <param name="Items">How many items the body held: the length of its array, or of its list of ids. 0 without one.</param>
/// <param name="At">When the request had arrived in full.</param>
public sealed record SandboxRequest(string Method, string Path, int Status, int Items, DateTimeOffset At);
