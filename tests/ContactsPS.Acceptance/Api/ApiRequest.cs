using System.Text.Json.Nodes;

namespace ContactsPS.Acceptance.Api;

/// <param name="Path">The part after the base URI, with its query, percent-encoded.</param>
/// <param name="Body">Null: no body.</param>
internal sealed record ApiRequest(HttpMethod Method, string Path, JsonNode? Body = null)
{
    /// <summary>A body that is not JSON; sent instead of <see cref="Body"/>.</summary>
    public string? Text { get; init; }

    /// <summary>Credentials other than those of the run.</summary>
    public Credentials? Credentials { get; init; }

    /// <summary>Whether the body is sent compressed.</summary>
    public bool IsCompressed { get; init; }

    /// <summary>Whether it requests something that no service has, so that its response need not be an envelope.</summary>
    public bool IsOutside { get; init; }
}
