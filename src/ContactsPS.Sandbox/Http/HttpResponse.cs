using System.Text;

namespace ContactsPS.Sandbox.Http;

internal sealed record HttpResponse(int Status, string ContentType, byte[] Body)
{
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Whether it may be sent compressed.</summary>
    public bool MayCompress { get; init; } = true;

    public static HttpResponse Html(int status, string title) =>
        new(status, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(
            $"<!DOCTYPE html>\n<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>\n"));

    public HttpResponse With(string name, string value) => this with { Headers = [.. Headers, new(name, value)] };
}
