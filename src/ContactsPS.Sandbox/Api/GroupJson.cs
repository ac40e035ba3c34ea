using System.Text.Json;
using ContactsPS.Sandbox.Account;

namespace ContactsPS.Sandbox.Api;

/// <summary>Groups as answers show them: ids are numbers, and times are unix seconds.</summary>
internal static class GroupJson
{
    public static void Write(Utf8JsonWriter json, SandboxGroup group)
    {
        json.WriteStartObject();
        json.WriteNumber("id", group.Id);
        json.WriteString("name", group.Name);
        json.WriteString("description", group.Description);
        json.WriteString("externalId", group.ExternalId);
        json.WriteNumber("createdAt", group.CreatedAt.ToUnixTimeSeconds());
        json.WriteEndObject();
    }
}
