using System.Text.Json;
using ContactsPS.Sandbox.Responses;

namespace ContactsPS.Sandbox.Api;

/// <summary>A body, parsed once and only if it is needed.</summary>
/// <param name="maximumItems">The most items; more are refused.</param>
internal sealed class RequestBody(byte[] bytes, int maximumItems) : IDisposable
{
    private JsonDocument? json;
    private bool parsed;

    /// <summary>The number of items in the body: the length of its array, or of its list of ids.</summary>
    public int Items => Json?.RootElement switch
    {
        { ValueKind: JsonValueKind.Array } array => array.GetArrayLength(),
        { ValueKind: JsonValueKind.Object } list when list.TryGetProperty("id", out var ids) && ids.ValueKind == JsonValueKind.Array => ids.GetArrayLength(),
        _ => 0,
    };

    private JsonDocument? Json
    {
        get
        {
            if (!parsed)
            {
                parsed = true;
                json = Parse();
            }

            return json;
        }
    }

    /// <summary>The items of a body that is an array.</summary>
    /// <exception cref="ApiException">The body is not an array, or has more items than allowed.</exception>
    public IEnumerable<JsonElement> Array()
    {
        var root = Root();
        return root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0
            ? root.EnumerateArray()
            : throw new ApiException(400, ApiErrors.BodyIsNotAList());
    }

    /// <summary>The ids of a body <c>{"id":[1,2]}</c>.</summary>
    /// <exception cref="ApiException">The body has another form, or more ids than allowed.</exception>
    public IReadOnlyList<long> Ids()
    {
        var root = Root();
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("id", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
        {
            throw new ApiException(400, ApiErrors.BodyHasNoIds());
        }

        return [.. list.EnumerateArray().Select(static id => id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out var number)
            ? number
            : throw new ApiException(400, ApiErrors.BodyHasNoIds() with { Value = id.GetRawText() }))];
    }

    /// <summary>A property of an item; null if the item is not an object or the property is not a string.</summary>
    public static string? Text(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    public void Dispose() => json?.Dispose();

    private JsonElement Root()
    {
        var root = Json?.RootElement ?? throw new ApiException(400, ApiErrors.BodyIsNotJson());
        return Items <= maximumItems ? root : throw new ApiException(413, ApiErrors.TooManyItems(Items, maximumItems));
    }

    private JsonDocument? Parse()
    {
        try
        {
            return bytes.Length == 0 ? null : JsonDocument.Parse(bytes);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
