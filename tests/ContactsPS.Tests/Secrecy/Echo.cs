using ContactsPS.Tests.Harness;

namespace ContactsPS.Tests.Secrecy;

/// <summary>The ways in which an answer can say what nobody should read.</summary>
internal static class Echo
{
    public static IReadOnlyDictionary<string, Func<RawRequest, string>> ByName { get; } = new Dictionary<string, Func<RawRequest, string>>(StringComparer.Ordinal)
    {
        ["a page"] = request => RawRequest.Answer("502 Bad Gateway", $"<html>{All(request)}</html>"),
        ["a page of success"] = request => RawRequest.Answer("200 OK", $"<html>{All(request)}</html>"),
        ["a reason phrase"] = request => RawRequest.Answer($"500 {OneLine(request)}", string.Empty),
        ["a redirect"] = request => RawRequest.Answer("302 Found", string.Empty, $"Location: https://elsewhere.example/sign-in?token={Token(request)}&key={Key(request)}&{Uri.EscapeDataString(request.Body)}"),
        ["a time to wait"] = request => RawRequest.Answer("429 Too Many Requests", string.Empty, $"Retry-After: {Token(request)}"),
        ["a chunk that is none"] = request => $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{OneLine(request)}\r\n",
        ["a length that is none"] = request => $"HTTP/1.1 200 OK\r\nContent-Length: {OneLine(request)}\r\n\r\n",
    };

    private static string All(RawRequest request) => $"{Token(request)} {Key(request)} {request.Target} {request.Body}";

    private static string OneLine(RawRequest request) => All(request).ReplaceLineEndings(" ");

    private static string Token(RawRequest request) => request.Header("Authorization");

    private static string Key(RawRequest request) => request.Header("Application-Key");
}
