namespace ContactsPS.Sandbox.Http;

/// <summary>A complete request.</summary>
/// <param name="Target">The path and the query, as sent.</param>
/// <param name="Headers">The headers by name, case-insensitive; the values of a repeated header are joined with commas.</param>
internal sealed record HttpRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body, bool KeepAlive)
{
    /// <summary>Whether the response must have no body.</summary>
    public bool IsHead => string.Equals(Method, "HEAD", StringComparison.Ordinal);

    public string Path => Target.IndexOf('?') is var mark and >= 0 ? Target.Substring(0, mark) : Target;

    public string Query => Target.IndexOf('?') is var mark and >= 0 ? Target.Substring(mark + 1) : "";

    public string Header(string name) => Headers.TryGetValue(name, out var value) ? value : "";
}
