namespace ContactsPS.Client.Models;

/// <summary>A request to an endpoint that has no method of its own.</summary>
public sealed class ApiRequest
{
    /// <summary>The path below the base URI, such as <c>/group</c>; it may contain a query.</summary>
    public required string Path { get; init; }

    /// <summary>The method; default GET.</summary>
    public HttpMethod Method { get; init; } = HttpMethod.Get;

    /// <summary>Names and values of the query, not escaped; they follow those in the path.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query { get; init; } = [];

    /// <summary>The body: text, numbers, Booleans, dates, null, and dictionaries and lists of these. Default: no body.</summary>
    public object? Body { get; init; }

    /// <summary>The body as JSON, instead of <see cref="Body"/>.</summary>
    public string? Json { get; init; }

    /// <summary>The rule that the request breaks, as a sentence; null if it is valid.</summary>
    internal string? Validate() =>
        ContactRules.ValidatePath(Path) is { } rule ? Messages.Get("ArgumentRule", "path", rule)
        : Json is not null && ContactRules.ValidateJson(Json) is { } flaw ? Messages.Get("ArgumentRule", "body", flaw)
        : null;
}

/// <summary>The response of an endpoint that has no method of its own.</summary>
public sealed class ApiResponse
{
    internal ApiResponse(int status, IReadOnlyList<object?> items, IReadOnlyList<ServiceError> errors, string? uniqId)
    {
        Status = status;
        Items = items;
        Errors = errors;
        UniqId = uniqId;
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>The items of <c>data</c>: text, numbers, Booleans, null, dictionaries and lists.</summary>
    public IReadOnlyList<object?> Items { get; }

    /// <summary>The errors in the response.</summary>
    public IReadOnlyList<ServiceError> Errors { get; }

    /// <summary>The service's id of the request, which its support asks for.</summary>
    public string? UniqId { get; }
}
