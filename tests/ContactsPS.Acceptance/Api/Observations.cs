using System.Globalization;
using System.Text.RegularExpressions;

namespace ContactsPS.Acceptance.Api;

/// <summary>What all responses of a run have shown.</summary>
internal sealed partial class Observations
{
    private static readonly string[] MetaNames = ["numberOfErrors", "numberOfData", "status", "uniqId"];

    /// <summary>The number of responses that should be envelopes.</summary>
    public int Responses { get; private set; }

    /// <summary>The number of responses that are exactly the documented envelope.</summary>
    public int WholeEnvelopes { get; private set; }

    /// <summary>How the first other response differs.</summary>
    public string? FirstDifference { get; private set; }

    /// <summary>The number of the request that got the first 429.</summary>
    public int? FirstThrottled { get; private set; }

    /// <summary>The number of responses 429 and 503, and how many of them have Retry-After.</summary>
    public (int All, int WithRetryAfter) Refusals { get; private set; }

    /// <summary>The number of responses 202, and how many of them have Retry-After and Expires.</summary>
    public (int All, int WithTimes) NotReady { get; private set; }

    /// <summary>The names of headers about rate limits.</summary>
    public SortedSet<string> RateHeaders { get; } = new(StringComparer.Ordinal);

    public void Note(ApiRequest request, ApiResponse response, int number)
    {
        if (!request.IsOutside)
        {
            Responses++;
            var difference = Difference(response);
            WholeEnvelopes += difference is null ? 1 : 0;
            FirstDifference ??= difference;
        }

        if (response.Status == 429)
        {
            FirstThrottled ??= number;
        }

        if (response.Status is 429 or 503)
        {
            Refusals = (Refusals.All + 1, Refusals.WithRetryAfter + (response.RetryAfter is null ? 0 : 1));
        }

        if (response.Status == 202)
        {
            NotReady = (NotReady.All + 1, NotReady.WithTimes + (response.RetryAfter is not null && response.Headers.ContainsKey("expires") ? 1 : 0));
        }

        RateHeaders.UnionWith(response.Headers.Keys.Where(static name => RateHeader().IsMatch(name)));
    }

    /// <summary>How a response differs from the documented envelope; null if it does not.</summary>
    private static string? Difference(ApiResponse response)
    {
        if (!response.IsEnvelope)
        {
            return string.Create(CultureInfo.InvariantCulture, $"a {response.Status} without meta, data and errors");
        }

        var meta = response.Meta!.Value;
        return meta.Text("uniqId") is not { Length: > 0 } ? "no uniqId"
            : meta.Property("numberOfData") is not { } data || !data.TryGetInt32(out var items) || items != response.Data.Count ? "a numberOfData that does not count the items"
            : meta.Property("numberOfErrors") is not { } errors || !errors.TryGetInt32(out var refused) || refused != response.Errors.Count ? "a numberOfErrors that does not count the errors"
            : meta.EnumerateObject().Select(static property => property.Name).Except(MetaNames, StringComparer.Ordinal).FirstOrDefault() is { } name ? $"meta with {Name(name)}"
            : response.Headers.ContainsKey("link") ? "a Link header"
            : null;
    }

    private static string Name(string text) => PropertyName().IsMatch(text) ? text : "another property";

    [GeneratedRegex("^[a-z-]{0,20}(rate-?limit|quota|throttl)[a-z-]{0,20}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RateHeader();

    [GeneratedRegex("^[A-Za-z_]{1,40}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PropertyName();
}
