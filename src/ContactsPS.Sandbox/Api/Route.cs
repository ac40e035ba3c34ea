using System.Globalization;
using ContactsPS.Sandbox.Http;
using ContactsPS.Sandbox.Options;

namespace ContactsPS.Sandbox.Api;

/// <summary>What a handler knows about a request.</summary>
/// <param name="Argument">The part of the path in the place of the braces of the template; empty without one.</param>
/// <param name="Options">The options of the sandbox.</param>
internal sealed record ApiCall(string Argument, QueryString Query, RequestBody Body, SandboxOptions Options)
{
    /// <summary>The status of an empty list.</summary>
    public int EmptyStatus => Options.Has(SandboxAlternative.EmptyListIs200) ? 200 : 404;

    /// <summary>The argument as an id; null if it is not a number.</summary>
    public long? Id => long.TryParse(Argument, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>The requested slice of a list other than that of contacts.</summary>
    public (int Offset, int Limit) PageOfList() => Options.Has(SandboxAlternative.UnpagedList) ? (0, int.MaxValue) : Query.Page();
}

/// <summary>A method and a path, such as <c>contact/{id}/group</c>, and their handler.</summary>
internal sealed class Route(string method, string template, Func<ApiCall, HttpResponse> answer)
{
    private readonly string[] segments = template.Split('/');

    public string Method { get; } = method;

    public Func<ApiCall, HttpResponse> Answer { get; } = answer;

    /// <summary>The number of literal segments: of two matching routes, the one with more of them is used.</summary>
    public int Literals => segments.Count(static segment => segment[0] != '{');

    public bool Matches(string[] path) =>
        path.Length == segments.Length
        && path.Zip(segments, static (actual, expected) => expected[0] == '{' ? actual.Length > 0 : string.Equals(actual, expected, StringComparison.Ordinal)).All(static same => same);

    public string Argument(string[] path) =>
        Array.FindIndex(segments, static segment => segment[0] == '{') is var position and >= 0 ? path[position] : "";
}
