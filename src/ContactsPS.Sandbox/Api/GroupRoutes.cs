using System.Globalization;
using System.Text.Json;
using ContactsPS.Sandbox.Account;
using ContactsPS.Sandbox.Http;
using ContactsPS.Sandbox.Responses;

namespace ContactsPS.Sandbox.Api;

/// <summary>The groups of the account, and the contacts of one.</summary>
internal sealed class GroupRoutes(SandboxAccount account)
{
    public Route[] All =>
    [
        new("GET", "group", List),
        new("POST", "group", call => Change(call, Create)),
        new("PUT", "group", call => Change(call, Update)),
        new("DELETE", "group", Remove),
        new("GET", "group/{id}/contact", ListContacts),
        new("POST", "group/{id}/contact", call => ChangeContacts(call, account.TryJoin)),
        new("DELETE", "group/{id}/contact", call => ChangeContacts(call, account.TryLeave)),
    ];

    private HttpResponse List(ApiCall call)
    {
        var (offset, limit) = call.Query.Page();
        var groups = call.Query.Text("orderBy", static text => text is "id" or "name" or "createdAt", "must be id, name or createdAt") switch
        {
            "name" => account.Groups.OrderBy(static group => group.Name, StringComparer.Ordinal),
            "createdAt" => account.Groups.OrderBy(static group => group.CreatedAt),
            _ => account.Groups.OrderBy(static group => group.Id),
        };
        var direction = call.Query.Text("orderDirection", static text => text.ToUpperInvariant() is "ASC" or "DESC", "must be asc or desc");
        var ordered = string.Equals(direction, "desc", StringComparison.OrdinalIgnoreCase) ? groups.Reverse() : groups;
        return Envelope.Page([.. ordered.Skip(offset).Take(limit)], GroupJson.Write);
    }

    private static HttpResponse Change(ApiCall call, Func<JsonElement, (SandboxGroup? Group, ApiError? Error)> change)
    {
        var outcomes = call.Body.Array().Select(change).ToArray();
        return Envelope.Outcome(
            [.. outcomes.Select(static outcome => outcome.Group).OfType<SandboxGroup>()],
            GroupJson.Write,
            [.. outcomes.Select(static outcome => outcome.Error).OfType<ApiError>()]);
    }

    private (SandboxGroup? Group, ApiError? Error) Create(JsonElement item) =>
        Text(item, "name") is { Length: > 0 } name
            ? (account.AddGroup(name, Text(item, "description") ?? "", Text(item, "externalId")), null)
            : (null, ApiErrors.NoGroupName());

    private (SandboxGroup? Group, ApiError? Error) Update(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("id", out var value) || value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var id))
        {
            return (null, ApiErrors.UnknownGroup("id", ""));
        }

        var text = id.ToString(CultureInfo.InvariantCulture);
        if (id == SandboxAccount.AllContacts)
        {
            return (null, ApiErrors.BuiltInGroup(text));
        }

        var changed = account.ChangeGroup(id, group => group with
        {
            Name = Text(item, "name") is { Length: > 0 } name ? name : group.Name,
            Description = Text(item, "description") ?? group.Description,
        });
        return changed is null ? (null, ApiErrors.UnknownGroup("id", text)) : (changed, null);
    }

    private HttpResponse Remove(ApiCall call)
    {
        var done = new List<long>();
        var errors = new List<ApiError>();
        foreach (var id in call.Body.Ids())
        {
            var text = id.ToString(CultureInfo.InvariantCulture);
            if (id == SandboxAccount.AllContacts)
            {
                errors.Add(ApiErrors.BuiltInGroup(text));
            }
            else if (account.RemoveGroup(id))
            {
                done.Add(id);
            }
            else
            {
                errors.Add(ApiErrors.UnknownGroup("id", text));
            }
        }

        return Envelope.Outcome(done, WriteId, errors);
    }

    private HttpResponse ListContacts(ApiCall call)
    {
        var (offset, limit) = call.Query.Page();
        return Group(call.Argument) is { } group
            ? Envelope.Page(account.Page(new ContactFilter { Group = group.Id }, offset, limit), ContactJson.Write)
            : Envelope.Refused(404, ApiErrors.UnknownGroup("group", call.Argument));
    }

    private HttpResponse ChangeContacts(ApiCall call, Func<long, long, bool> tryChange)
    {
        var ids = call.Body.Ids();
        return Group(call.Argument) is { } group
            ? IdOutcome.Of(ids, id => tryChange(id, group.Id))
            : Envelope.Refused(422, ApiErrors.UnknownGroup("group", call.Argument));
    }

    private SandboxGroup? Group(string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? account.FindGroup(number) : null;

    private static string? Text(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static void WriteId(Utf8JsonWriter json, long id)
    {
        json.WriteStartObject();
        json.WriteNumber("id", id);
        json.WriteEndObject();
    }
}
