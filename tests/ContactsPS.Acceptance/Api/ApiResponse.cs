using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ContactsPS.Acceptance.Api;

/// <summary>A response, read as far as possible.</summary>
/// <param name="Headers">All headers, including those of the body; names in lower case.</param>
/// <param name="BodyLength">The length of the body in bytes, before it is decompressed.</param>
/// <param name="Json">The body if it is JSON.</param>
internal sealed partial record ApiResponse(int Status, IReadOnlyDictionary<string, string> Headers, int BodyLength, JsonElement? Json)
{
    public bool IsEnvelope => Meta is not null && List("data") is not null && List("errors") is not null;

    /// <summary>Whether the request was processed without a refused item.</summary>
    public bool IsDone => Status is >= 200 and < 300 && Errors.Count == 0;

    /// <summary>Whether a list was read, possibly an empty one.</summary>
    public bool IsList => IsEnvelope && Status is 200 or 404;

    public JsonElement? Meta => Part("meta", JsonValueKind.Object);

    public IReadOnlyList<JsonElement> Data => List("data") ?? [];

    public IReadOnlyList<JsonElement> Errors => List("errors") ?? [];

    /// <summary>The code of the first error; null if it does not have the known form.</summary>
    public string? Code => Errors.Count > 0 && Errors[0].Text("code") is { } code && CodeForm().IsMatch(code) ? code : null;

    /// <summary>The clock of the service, in UTC.</summary>
    public DateTime? Date => Headers.TryGetValue("date", out var text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var date) ? date.UtcDateTime : null;

    /// <summary>How long to wait; null if the response does not say it.</summary>
    public TimeSpan? RetryAfter =>
        !Headers.TryGetValue("retry-after", out var text) ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds)
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var date) && Date is { } now ? date.UtcDateTime - now
        : null;

    /// <summary>Status, code and size, without any content.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Status}")
        + (!IsEnvelope ? " without an envelope"
            : (Data.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $" with {Data.Count} items") : string.Empty)
            + (Errors.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $" with {Errors.Count} errors") + (Code is { } code ? $" ({code})" : string.Empty) : string.Empty));

    private JsonElement? Part(string name, JsonValueKind kind) =>
        Json is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty(name, out var part) && part.ValueKind == kind ? part : null;

    private List<JsonElement>? List(string name) => Part(name, JsonValueKind.Array) is { } list ? [.. list.EnumerateArray()] : null;

    [GeneratedRegex("^[A-Z]{1,3}(-[0-9]{1,5}){1,3}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodeForm();
}
