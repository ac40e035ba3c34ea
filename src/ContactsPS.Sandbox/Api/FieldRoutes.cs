using System.Text.Json;
using ContactsPS.Sandbox.Account;
using ContactsPS.Sandbox.Http;
using ContactsPS.Sandbox.Responses;

namespace ContactsPS.Sandbox.Api;

/// <summary>The names that externalData has had.</summary>
internal sealed class FieldRoutes(SandboxAccount account)
{
    public Route[] All => [new("GET", "contact/field", List)];

    private HttpResponse List(ApiCall call)
    {
        var (offset, limit) = call.PageOfList();
        return Envelope.Page([.. account.Fields().Skip(offset).Take(limit)], Write, call.EmptyStatus);
    }

    private static void Write(Utf8JsonWriter json, SeenField field)
    {
        json.WriteStartObject();
        json.WriteNumber("id", field.Id);
        json.WriteString("name", field.Name);
        json.WriteString("type", field.Type);
        json.WriteEndObject();
    }
}
