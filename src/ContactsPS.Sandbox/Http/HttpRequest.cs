namespace ContactsPS.Sandbox.Http;

/// <summary>A request that has arrived in full.</summary>
/// <param name="Target">Path and query as sent.</param>
/// <param name="Headers">By name, whatever its case; a header sent twice is joined with a comma.</param>
internal sealed record HttpRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body, bool KeepAlive)
{
    /// <summary>Whether the answer must have no body.</summary>
    public bool IsHead => string.Equals(Method, "HEAD", StringComparison.Ordinal);

    public string Path => Target.IndexOf('?') is var mark and >= 0 ? Target.Substring(0, mark) : Target;

    public string Query => Target.IndexOf('?') is var mark and >= 0 ? Target.Substring(mark + 1) : "";

    public string Header(string name) => Headers.TryGetValue(name, out var value) ? value : "";
}
