namespace ContactsPS.Sandbox;

/// <summary>One request that the sandbox handled.</summary>
/// <param name="Method">The method as sent.</param>
/// <param name="Path">The path as sent, with its query.</param>
/// <param name="Status">The status of the response; 0 if a fault left the request without one.</param>
/// <param name="Items">The number of items in the body: the length of its array, or of its list of ids; 0 without one.</param>
/// <param name="At">When the whole request had arrived.</param>
public sealed record SandboxRequest(string Method, string Path, int Status, int Items, DateTimeOffset At);
