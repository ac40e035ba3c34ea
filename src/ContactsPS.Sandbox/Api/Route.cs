using System.Globalization;
using ContactsPS.Sandbox.Http;
using ContactsPS.Sandbox.Options;

namespace ContactsPS.Sandbox.Api;

/// <summary>What a handler gets to see of a request.</summary>
/// <param name="Argument">What stands in the path where the template has its brace; empty without one.</param>
/// <param name="Options">What the service does otherwise.</param>
internal sealed record ApiCall(string Argument, QueryString Query, RequestBody Body, SandboxOptions Options)
{
    /// <summary>The status of a list that is empty.</summary>
    public int EmptyStatus => Options.Has(SandboxAlternative.EmptyListIs200) ? 200 : 404;

    /// <summary>The argument as an id; null if it is no number.</summary>
    public long? Id => long.TryParse(Argument, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>The slice that is requested of a list that is not of contacts.</summary>
    public (int Offset, int Limit) PageOfList() => Options.Has(SandboxAlternative.UnpagedList) ? (0, int.MaxValue) : Query.Page();
}

/// <summary>A method and a path, such as <c>contact/{id}/group</c>, and who answers them.</summary>
internal sealed class Route(string method, string template, Func<ApiCall, HttpResponse> answer)
{
    private readonly string[] segments = template.Split('/');

    public string Method { get; } = method;

    public Func<ApiCall, HttpResponse> Answer { get; } = answer;

    /// <summary>How many segments are given word for word: of two routes that match, the one with more of them is meant.</summary>
    public int Literals => segments.Count(static segment => segment[0] != '{');

    public bool Matches(string[] path) =>
        path.Length == segments.Length
        && path.Zip(segments, static (actual, expected) => expected[0] == '{' ? actual.Length > 0 : string.Equals(actual, expected, StringComparison.Ordinal)).All(static same => same);

    public string Argument(string[] path) =>
        Array.FindIndex(segments, static segment => segment[0] == '{') is var position and >= 0 ? path[position] : "";
}
