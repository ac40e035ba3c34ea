using System.Text.Json;
using ContactsPS.Sandbox.Account;
using ContactsPS.Sandbox.Http;
using ContactsPS.Sandbox.Options;
using ContactsPS.Sandbox.Responses;

namespace ContactsPS.Sandbox.Api;

/// <summary>The groups of the account, the contacts of a group, and the groups of a contact.</summary>
internal sealed class GroupRoutes(SandboxAccount account, SandboxOptions options)
{
    private readonly ContactJson contactJson = new(options);

    public Route[] All =>
    [
        new("GET", "group", List),
        new("POST", "group", call => Envelope.Outcome(call.Body.Array().Select(Create), Write)),
        new("PUT", "group", call => Envelope.Outcome(call.Body.Array().Select(Update), Write)),
        new("DELETE", "group", call => Envelope.Outcome(call.Body.Ids().Select(account.RemoveGroup), WriteId)),
        new("GET", "group/{id}/contact", ListContacts),
        new("POST", "group/{id}/contact", call => ChangeContacts(call, account.TryJoin)),
        new("DELETE", "group/{id}/contact", call => ChangeContacts(call, account.TryLeave)),
        new("GET", "contact/{id}/group", ListOfContact),
        new("POST", "contact/{id}/group", call => ChangeOfContact(call, account.TryJoin)),
        new("DELETE", "contact/{id}/group", call => ChangeOfContact(call, account.TryLeave, SandboxGroup.AllContacts)),
    ];

    private HttpResponse List(ApiCall call)
    {
        var (offset, limit) = call.PageOfList();
        var groups = call.Query.Text("orderBy", static text => text is "id" or "name" or "createdAt", "must be id, name or createdAt") switch
        {
            "name" => account.Groups.OrderBy(static group => group.Name, StringComparer.Ordinal),
            "createdAt" => account.Groups.OrderBy(static group => group.CreatedAt),
            _ => account.Groups.OrderBy(static group => group.Id),
        };
        var direction = call.Query.Text("orderDirection", static text => text.ToUpperInvariant() is "ASC" or "DESC", "must be asc or desc");
        var ordered = string.Equals(direction, "desc", StringComparison.OrdinalIgnoreCase) ? groups.Reverse() : groups;
        return Envelope.Page([.. ordered.Skip(offset).Take(limit)], Write, call.EmptyStatus);
    }

    private Outcome<SandboxGroup> Create(JsonElement item) =>
        RequestBody.Text(item, "name") is { Length: > 0 } name
            ? account.AddGroup(name, RequestBody.Text(item, "description") ?? "", RequestBody.Text(item, "externalId"))
            : ApiErrors.NoGroupName();

    private Outcome<SandboxGroup> Update(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("id", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var id)
            ? account.ChangeGroup(id, group => group with
            {
                Name = RequestBody.Text(item, "name") is { Length: > 0 } name ? name : group.Name,
                Description = RequestBody.Text(item, "description") ?? group.Description,
            })
            : ApiErrors.UnknownGroup("id", "");

    private HttpResponse ListContacts(ApiCall call)
    {
        var (offset, limit) = call.Query.Page();
        return Group(call) is { } group
            ? Envelope.Page(account.Page(new ContactFilter { Group = group.Id }, offset, limit), contactJson.Write, call.EmptyStatus)
            : Envelope.Refused(404, ApiErrors.UnknownGroup("group", call.Argument));
    }

    private HttpResponse ChangeContacts(ApiCall call, Func<long, long, Outcome<long>> tryChange)
    {
        var ids = call.Body.Ids();
        return Group(call) is { } group
            ? Envelope.Outcome(ids.Select(id => tryChange(id, group.Id)), contactJson.WriteId)
            : Envelope.Refused(422, ApiErrors.UnknownGroup("group", call.Argument));
    }

    private HttpResponse ListOfContact(ApiCall call) =>
        Contact(call) is { } contact
            ? Envelope.Page(account.GroupsOf(contact), Write, call.EmptyStatus)
            : Envelope.Refused(404, ApiErrors.UnknownContact("contact", call.Argument));

    /// <param name="kept">A group that cannot be changed.</param>
    private HttpResponse ChangeOfContact(ApiCall call, Func<long, long, Outcome<long>> tryChange, long? kept = null)
    {
        var ids = call.Body.Ids();
        return Contact(call) is { InArchive: false } contact
            ? Envelope.Outcome(ids.Select(Change), Write)
            : Envelope.Refused(422, ApiErrors.UnknownContact("contact", call.Argument));

        Outcome<SandboxGroup> Change(long id) =>
            account.FindGroup(id) is not { } group ? ApiErrors.UnknownGroup(id)
            : id == kept ? ApiErrors.BuiltInGroup(id)
            : tryChange(contact.Id, id).Error is null ? group
            : ApiErrors.UnknownContact("contact", contact.Id);
    }

    private SandboxGroup? Group(ApiCall call) => call.Id is { } id ? account.FindGroup(id) : null;

    private SandboxContact? Contact(ApiCall call) => call.Id is { } id ? account.Find(id) : null;

    /// <summary>A group in responses: ids are numbers, and times are unix seconds.</summary>
    private static void Write(Utf8JsonWriter json, SandboxGroup group)
    {
        json.WriteStartObject();
        json.WriteNumber("id", group.Id);
        json.WriteString("name", group.Name);
        json.WriteString("description", group.Description);
        json.WriteString("externalId", group.ExternalId);
        json.WriteNumber("createdAt", group.CreatedAt.ToUnixTimeSeconds());
        json.WriteEndObject();
    }

    private static void WriteId(Utf8JsonWriter json, long id)
    {
        json.WriteStartObject();
        json.WriteNumber("id", id);
        json.WriteEndObject();
    }
}
