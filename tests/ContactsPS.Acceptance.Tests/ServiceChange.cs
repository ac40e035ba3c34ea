using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ContactsPS.Acceptance.Tests;

/// <summary>A behaviour of a service that the sandbox and its alternatives do not have: the sandbox, with changed requests or responses.</summary>
/// <param name="Name">The behaviour, in a few words.</param>
/// <param name="Facts">The facts that then do not hold.</param>
/// <param name="Make">Creates a new exchange for each run.</param>
internal sealed record ServiceChange(string Name, string[] Facts, Func<ServiceChange.Exchange> Make)
{
    /// <summary>Responds to a request, with or without the sandbox.</summary>
    public delegate Task<HttpResponseMessage> Exchange(HttpRequestMessage request, Func<HttpRequestMessage, Task<HttpResponseMessage>> send);

    /// <summary>The facts that then cannot be decided, in addition to those that the sandbox leaves undecided.</summary>
    public string[] NotDecided { get; init; } = [];

    /// <summary>The alternatives that the sandbox has in addition.</summary>
    public string[] Alternatives { get; init; } = [];

    public static IReadOnlyList<ServiceChange> All { get; } =
    [
        new("other error codes", ["F32"], Responses(IsAny, static (_, json) => Errors(json, static error => error["code"] = "E-0-400"))),
        new("no uniqId", ["F3"], Responses(IsAny, static (_, json) => json["meta"]!.AsObject().Remove("uniqId"))),
        new("200 for a part", ["F4"], Statuses(static (_, status) => status == 207, 200)),
        new("202 without Retry-After", ["F4", "F33"], Headers(static headers => headers.Remove("Retry-After"))) { Alternatives = ["SlowSegment"] },
        new("200 for a refused request", ["F6"], Statuses(static (request, status) => request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath.EndsWith("/contact", StringComparison.Ordinal) && status is 400 or 422, 200)),
        new("an envelope for every path", ["F7"], static () => static async (request, send) => await send(request) is var response && response.StatusCode == HttpStatusCode.NotFound && response.Content.Headers.ContentType?.MediaType == "text/html" ? Empty(404) : response),
        new("only true and false", ["F8", "F24"], Queries(static query => Regex.Replace(query, "&?isUnsubscribe[A-Za-z]+=[01]", string.Empty))),
        new("dates refused", ["F9"], static () => static (request, send) => request.RequestUri!.Query.Contains("archiveDate", StringComparison.Ordinal) ? Task.FromResult(Empty(422)) : send(request)) { NotDecided = ["F10"] },
        new("dates ignored", ["F9"], Queries(static query => Regex.Replace(query, "&archiveDate[A-Za-z]+=[^&]*", string.Empty))),
        new("an archive in local time", ["F10"], Queries(static query => Regex.Replace(query, "(?<=archiveDate[A-Za-z]+=)[^&]*", static date => Shifted(Uri.UnescapeDataString(date.Value), hours: -2)))),
        new("no change by external id", ["F11"], static () => static async (request, send) => request.Method == HttpMethod.Put && (await TextOf(request)).Contains("[{\"externalId\"", StringComparison.Ordinal) ? Empty(422, "E-1-1") : await send(request)),
        new("a channel that does not exist", ["F14"], static () => static (request, send) => request.RequestUri!.AbsolutePath.EndsWith("/push", StringComparison.Ordinal) ? Task.FromResult(Empty(422, "E-1-1")) : send(request)),
        new("offsets refused beyond the end", ["F34"], static () => static (request, send) => request.RequestUri!.Query.Contains("offset=999999999", StringComparison.Ordinal) ? Task.FromResult(Empty(422, "E-1-1")) : send(request)),
        new("50 items without a limit", ["F35"], Queries(static query => query.Contains("limit=", StringComparison.Ordinal) ? query : $"{query}&limit=50")),
        new("a limit that is lowered", ["F36"], Queries(static query => query.Replace("limit=1001", "limit=1000", StringComparison.Ordinal))),
        new("pages that overlap", ["F37", "F38"], Queries(static query => Regex.Replace(query, "(?<=group=[0-9]+&limit=[0-9]{1,2}&offset=)[1-9][0-9]*", static offset => $"{Number(offset.Value) - 1}"))),
        new("pages of a snapshot", ["F38"], Snapshots),
        new("contacts that are found later", ["F39"], FoundLater),
        new("no ampersands in filters", ["F40"], Queries(static query => query.Replace("%26", string.Empty, StringComparison.Ordinal))),
        new("letter case of addresses", ["F41"], Queries(static query => Regex.Replace(query, "email=ACC-", "email=none-"))),
        new("no letter case in external ids", ["F42"], static () => static async (request, send) => await send(await WithText(request, text => Regex.Replace(text, "acc-[a-z0-9]{8}-CASE\"", static id => id.Value.ToLowerInvariant())))),
        new("only one filter", ["F43"], Queries(static query => query.Contains("email=", StringComparison.Ordinal) ? Regex.Replace(query, "&externalId=[^&]*", string.Empty) : query)),
        new("everything allowed", ["F4", "F6", "F44", "F45", "F46", "F47", "F48"], Items(Allow)) { NotDecided = ["F15", "F20", "F49"] },
        new("empty is null", ["F50"], Changes(static data => Each(data, static value => value?.ToString().Length == 0, static (data, name) => data[name] = null))),
        new("fields that are not listed", ["F52"], static () => static (request, send) => request.RequestUri!.AbsolutePath.EndsWith("/contact/field", StringComparison.Ordinal) ? Task.FromResult(Empty(404)) : send(request)),
        new("a repeated change refused", ["F53"], SameRefused),
        new("no error for a removed contact", ["F54"], static () => static async (request, send) => await send(request) is var response && request.Method == HttpMethod.Delete && (int)response.StatusCode == 422 ? Empty(200) : response),
        new("no built-in group", ["F55"], Responses(static request => request.RequestUri!.AbsolutePath.EndsWith("/group", StringComparison.Ordinal), static (_, json) => Data(json, static item => item["externalId"] = null))),
        new("addToGroup ignored", ["F56"], Items(static item => item.Remove("addToGroup"))),
        new("no error for an unknown group", ["F57"], static () => static async (request, send) => await send(request) is var response && request.Method == HttpMethod.Post && Regex.IsMatch(request.RequestUri!.AbsolutePath, "/contact/[0-9]+/group$") && (int)response.StatusCode == 422 ? Empty(200) : response),
        new("an error for an unknown contact", ["F58"], Statuses(static (request, status) => status == 404 && Regex.IsMatch(request.RequestUri!.AbsolutePath, "/contact/[0-9]+/group$"), 422)),
        new("rate limit headers", ["F61"], Headers(static headers => headers.Add("X-RateLimit-Remaining", "17"))),
        new("no groups by request", ["F63"], static () => static (request, send) => request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath.EndsWith("/v2.1/group", StringComparison.Ordinal) ? Task.FromResult(Empty(405, "E-0-005")) : send(request)) { NotDecided = ["F56", "F57"] },
        new("its own time for new contacts", ["F64"], Responses(IsAny, static (_, json) => Data(json, static item => ShiftDate(item, static date => !date.StartsWith("2019", StringComparison.Ordinal))))),
        new("other times than were sent", ["F65"], Responses(IsAny, static (_, json) => Data(json, static item => ShiftDate(item, static date => date.StartsWith("2019", StringComparison.Ordinal))))),
        new("a further property", ["F66"], Responses(static request => request.RequestUri!.AbsolutePath.EndsWith("/contact", StringComparison.Ordinal), static (_, json) => Data(json, static item => item["score"] = 1))),
        new("external ids that cannot change", ["F67"], Changes(static data => data.Remove("externalId"))),
    ];

    public override string ToString() => Name;

    private static bool IsAny(HttpRequestMessage request) => true;

    private static Func<Exchange> Queries(Func<string, string> change) => () => (request, send) =>
    {
        request.RequestUri = new UriBuilder(request.RequestUri!) { Query = change(request.RequestUri!.Query.TrimStart('?')) }.Uri;
        return send(request);
    };

    private static Func<Exchange> Items(Action<JsonObject> change) => () => async (request, send) =>
        request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath.EndsWith("/contact", StringComparison.Ordinal) && request.Content?.Headers.ContentEncoding.Count == 0
            ? await send(await WithText(request, text =>
            {
                if (!text.StartsWith("[{\"", StringComparison.Ordinal))
                {
                    return text;
                }

                var items = JsonNode.Parse(text)!.AsArray();
                foreach (var item in items)
                {
                    change(item!.AsObject());
                }

                return items.ToJsonString();
            }))
            : await send(request);

    private static Func<Exchange> Changes(Action<JsonObject> change) => () => async (request, send) => request.Method != HttpMethod.Put ? await send(request) : await send(await WithText(request, text =>
    {
        var items = JsonNode.Parse(text)!.AsArray();
        foreach (var item in items)
        {
            change(item!["data"]!.AsObject());
        }

        return items.ToJsonString();
    }));

    private static Func<Exchange> Headers(Action<System.Net.Http.Headers.HttpResponseHeaders> change) => () => async (request, send) =>
    {
        var response = await send(request);
        change(response.Headers);
        return response;
    };

    private static Func<Exchange> Statuses(Func<HttpRequestMessage, int, bool> isMeant, int status) => () => async (request, send) =>
    {
        var response = await send(request);
        response.StatusCode = isMeant(request, (int)response.StatusCode) ? (HttpStatusCode)status : response.StatusCode;
        return response;
    };

    private static Func<Exchange> Responses(Func<HttpRequestMessage, bool> isMeant, Action<HttpRequestMessage, JsonObject> change) => () => async (request, send) =>
    {
        var response = await send(request);
        if (isMeant(request) && response.Content.Headers.ContentType?.MediaType == "application/json")
        {
            await EditAsync(response, json => change(request, json));
        }

        return response;
    };

    /// <summary>Keeps the whole list of a group at its first page, and cuts later pages from it.</summary>
    private static Exchange Snapshots()
    {
        JsonArray? kept = null;
        return async (request, send) =>
        {
            var match = Regex.Match(request.RequestUri!.Query, "group=[0-9]+&limit=([0-9]+)&offset=([0-9]+)");
            if (!match.Success)
            {
                return await send(request);
            }

            var (limit, offset) = (Number(match.Groups[1].Value), Number(match.Groups[2].Value));
            request.RequestUri = new Uri(request.RequestUri.AbsoluteUri.Replace(match.Value, match.Value.Split('&')[0] + "&limit=1000", StringComparison.Ordinal));
            var response = await send(request);
            await EditAsync(response, json =>
            {
                kept = offset == 0 || kept is null ? json["data"]!.DeepClone().AsArray() : kept;
                json["data"] = new JsonArray([.. kept.Skip(offset).Take(limit).Select(static item => item!.DeepClone())]);
                json["meta"]!["numberOfData"] = json["data"]!.AsArray().Count;
            });
            return response;
        };
    }

    /// <summary>The first look-up after a creation finds nothing.</summary>
    private static Exchange FoundLater()
    {
        var isHidden = false;
        return (request, send) =>
        {
            var hides = isHidden && request.Method == HttpMethod.Get && request.RequestUri!.Query.Contains("externalId=", StringComparison.Ordinal);
            isHidden = (isHidden && !hides) || (request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath.EndsWith("/contact", StringComparison.Ordinal));
            return hides ? Task.FromResult(Empty(404)) : send(request);
        };
    }

    private static Exchange SameRefused()
    {
        var last = string.Empty;
        return async (request, send) =>
        {
            var same = last;
            last = request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath.Contains("subscribe", StringComparison.Ordinal) ? request.RequestUri.AbsolutePath + await TextOf(request) : string.Empty;
            return last.Length > 0 && last == same ? Empty(422, "E-1-1") : await send(request);
        };
    }

    private static void Allow(JsonObject item)
    {
        if (item["firstName"]?.ToString() is { Length: > 150 } name)
        {
            item["firstName"] = name[..150];
        }

        if (item["phoneNumber"]?.ToString() is { } phone && (phone.Length > 15 || !phone.StartsWith('+')))
        {
            item["phoneNumber"] = "+447700900999";
        }

        if (item["email"]?.ToString() is not { } email || !email.Contains('@', StringComparison.Ordinal))
        {
            item["email"] = "someone@example.com";
        }

        if (item["createdAt"]?.ToString().Contains('.', StringComparison.Ordinal) == true)
        {
            item.Remove("createdAt");
        }
    }

    private static void Each(JsonObject data, Func<JsonNode?, bool> isMeant, Action<JsonObject, string> change)
    {
        foreach (var name in data.Where(pair => isMeant(pair.Value)).Select(static pair => pair.Key).ToList())
        {
            change(data, name);
        }
    }

    private static void ShiftDate(JsonObject item, Func<string, bool> isMeant)
    {
        if (item["createdAt"]?.ToString() is { Length: 19 } date && isMeant(date))
        {
            item["createdAt"] = Shifted(date, hours: 2);
        }
    }

    private static int Number(string digits) => int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);

    private static string Shifted(string date, int hours) =>
        DateTime.ParseExact(date, "yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture).AddHours(hours).ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);

    private static void Errors(JsonObject json, Action<JsonObject> change) => Each(json["errors"], change);

    private static void Data(JsonObject json, Action<JsonObject> change) => Each(json["data"], change);

    private static void Each(JsonNode? list, Action<JsonObject> change)
    {
        foreach (var item in (JsonArray)list!)
        {
            change(item!.AsObject());
        }
    }

    private static HttpResponseMessage Empty(int status, string? code = null) => new((HttpStatusCode)status)
    {
        Content = new StringContent(
            code is null
                ? $$"""{"meta":{"numberOfErrors":0,"numberOfData":0,"status":{{status}},"uniqId":"085fa5dabf"},"data":[],"errors":[]}"""
                : $$"""{"meta":{"numberOfErrors":1,"numberOfData":0,"status":{{status}},"uniqId":"085fa5dabf"},"data":[],"errors":[{"title":"","message":"","code":"{{code}}"}]}""",
            Encoding.UTF8,
            "application/json"),
    };

    private static async Task<string> TextOf(HttpRequestMessage request) => request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync();

    private static async Task<HttpRequestMessage> WithText(HttpRequestMessage request, Func<string, string> change)
    {
        if (request.Content is { } content && content.Headers.ContentEncoding.Count == 0)
        {
            request.Content = new StringContent(change(await content.ReadAsStringAsync()), Encoding.UTF8, "application/json");
        }

        return request;
    }

    private static async Task EditAsync(HttpResponseMessage response, Action<JsonObject> change)
    {
        var isCompressed = response.Content.Headers.ContentEncoding.Contains("gzip");
        await using var stream = await response.Content.ReadAsStreamAsync();
        var json = (await JsonNode.ParseAsync(isCompressed ? new GZipStream(stream, CompressionMode.Decompress) : stream))!.AsObject();
        change(json);
        var body = new MemoryStream();
        await using (Stream target = isCompressed ? new GZipStream(body, CompressionLevel.Fastest, leaveOpen: true) : body)
        {
            await target.WriteAsync(Encoding.UTF8.GetBytes(json.ToJsonString()));
            await target.FlushAsync();
        }

        response.Content = new ByteArrayContent(body.ToArray());
        response.Content.Headers.ContentType = new("application/json");
        if (isCompressed)
        {
            response.Content.Headers.ContentEncoding.Add("gzip");
        }
    }
}
