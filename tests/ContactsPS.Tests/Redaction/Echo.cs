using System.Text.Json;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Redaction;

/// <summary>The ways in which a response can contain secrets and personal data.</summary>
internal static class Echo
{
    public static IReadOnlyDictionary<string, Func<ReceivedRequest, string>> ByName { get; } = new Dictionary<string, Func<ReceivedRequest, string>>(StringComparer.Ordinal)
    {
        ["an error for each row"] = request => Envelope(request, 422, EachRow(request)),
        ["some rows refused"] = request => Envelope(request, request.Body.Length > 0 ? 207 : 400, EachRow(request)),
        ["an error without a name"] = request => Envelope(request, 207, EachRow(request).Take(1).Select(error => error with { Source = null })),
        ["400"] = request => Envelope(request, 400, TheWhole(request)),
        ["401"] = request => Envelope(request, 401, TheWhole(request)),
        ["403"] = request => Envelope(request, 403, TheWhole(request)),
        ["404"] = request => Envelope(request, 404, TheWhole(request)),
        ["413"] = request => Envelope(request, 413, TheWhole(request)),
        ["429"] = request => Envelope(request, 429, TheWhole(request)),
        ["500"] = request => Envelope(request, 500, TheWhole(request)),
        ["503"] = request => Envelope(request, 503, TheWhole(request)),
        ["a code and a uniqId of credentials"] = request => Envelope(request, 422, [new EchoedError(Token(request), "Refused", Key(request), Token(request), Key(request), Token(request))], Token(request)),
        ["a page"] = request => ReceivedRequest.Answer("502 Bad Gateway", $"<html>{All(request)}</html>"),
        ["a page of success"] = request => ReceivedRequest.Answer("200 OK", $"<html>{All(request)}</html>"),
        ["a reason phrase"] = request => ReceivedRequest.Answer($"500 {OneLine(request)}", string.Empty),
        ["a redirect"] = request => ReceivedRequest.Answer("302 Found", string.Empty, $"Location: https://elsewhere.example/sign-in?token={Token(request)}&key={Key(request)}&{Uri.EscapeDataString(request.Body)}"),
        ["a time to wait"] = request => ReceivedRequest.Answer("429 Too Many Requests", string.Empty, $"Retry-After: {Token(request)}"),
        ["an invalid status line"] = request => $"{OneLine(request)}\r\n\r\n",
        ["an invalid header"] = request => $"HTTP/1.1 200 OK\r\n{OneLine(request)}\r\n\r\n",
        ["an invalid chunk"] = request => $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{OneLine(request)}\r\n",
        ["an invalid length"] = request => $"HTTP/1.1 200 OK\r\nContent-Length: {OneLine(request)}\r\n\r\n",
    };

    private static string Envelope(ReceivedRequest request, int status, IEnumerable<EchoedError> errors, string uniqId = "085fa5dabf")
    {
        var listed = errors.ToList();
        var body = JsonSerializer.Serialize(new
        {
            meta = new { numberOfErrors = listed.Count, numberOfData = 0, status, uniqId },
            data = Array.Empty<object>(),
            errors = listed.Select(error => new { code = error.Code, title = error.Title, message = error.Message, meta = new { parameter = error.Parameter, value = error.Value, source = error.Source } }),
        });
        return ReceivedRequest.Answer($"{status.ToString(System.Globalization.CultureInfo.InvariantCulture)} {(request.Body.Length > 0 ? "Write" : "Read")}", body);
    }

    private static IEnumerable<EchoedError> EachRow(ReceivedRequest request) =>
        Items(request).Count == 0 ? TheWhole(request) : Items(request).Select(item => new EchoedError(
            "E-1-003", $"{Token(request)} may not write {item}", $"{Key(request)}: {item} {Token(request)}", "email", Property(item, "email") ?? $"{item} {Token(request)}", Property(item, "externalId") ?? item.ToString()));

    private static IEnumerable<EchoedError> TheWhole(ReceivedRequest request) =>
        [new EchoedError("E-0-004", $"{Token(request)} may not", All(request), "Authorization", Token(request), Key(request))];

    private static string? Property(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) ? value.ToString() : null;

    private static string All(ReceivedRequest request) => $"{Token(request)} {Key(request)} {request.Target} {request.Body}";

    private static string OneLine(ReceivedRequest request) => All(request).ReplaceLineEndings(" ");

    private static string Token(ReceivedRequest request) => request.Header("Authorization");

    private static string Key(ReceivedRequest request) => request.Header("Application-Key");

    private static IReadOnlyList<JsonElement> Items(ReceivedRequest request)
    {
        if (request.Body.Length == 0)
        {
            return [];
        }

        var root = JsonDocument.Parse(request.Body).RootElement;
        return [.. (root.ValueKind == JsonValueKind.Array ? root : root.GetProperty("id")).EnumerateArray()];
    }
}

/// <summary>An item of <c>errors</c>.</summary>
internal sealed record EchoedError(string Code, string Title, string Message, string Parameter, string Value, string? Source);
