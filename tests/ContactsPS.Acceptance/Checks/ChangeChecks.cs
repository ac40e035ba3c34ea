using System.Text.Json.Nodes;
using ContactsPS.Acceptance.Api;
using ContactsPS.Acceptance.Results;

namespace ContactsPS.Acceptance.Checks;

/// <summary>Checks of changing contacts.</summary>
internal static class ChangeChecks
{
    // The service may keep the names of additional fields forever, so there are few, the same in every run.
    public const string TextField = "acceptance_text";
    public const string NumberField = "acceptance_number";
    public const string BooleanField = "acceptance_boolean";

    public static IReadOnlyList<Check> All { get; } =
    [
        new("F11", Access.Writes, "changes a contact of its own by id, and by external id", Addresses),
        new("F12", Access.Writes, "changes one field of a contact of its own to null", NullAndAbsent),
        new("F50", Access.Writes, "changes a field of a contact of its own to an empty text", EmptyText),
        new("F67", Access.Writes, "changes the external id of a contact of its own", OtherExternalId),
        new("F51", Access.Writes, "creates a contact with a text, a number and a Boolean as additional data", KindsOfData),
        new("F13", Access.Writes, "changes one of two additional fields of a contact of its own", MergedData),
    ];

    private static async Task<Verdict> Addresses(CheckContext context)
    {
        var contact = await context.Own.CreateAsync();
        var differences = new List<string>();
        foreach (var (name, address) in new (string, JsonNode)[] { ("id", contact.Id), ("externalId", contact.ExternalId) })
        {
            var response = await context.Api.PutAsync("contact", new JsonArray(new JsonObject { [name] = address, ["data"] = new JsonObject { ["firstName"] = name } }));
            if (!response.IsDone)
            {
                differences.Add($"{response} for {name}");
            }
            else if ((await context.Own.ReadAsync(contact.ExternalId, item => item.Text("firstName") == name)).Json.Text("firstName") != name)
            {
                differences.Add($"no change by {name}");
            }
        }

        return Verdict.Without(differences);
    }

    private static async Task<Verdict> NullAndAbsent(CheckContext context)
    {
        var contact = await context.Own.CreateAsync(static item => (item["firstName"], item["lastName"]) = ("One", "Two"));
        await CheckContext.NeedAsync(context.ChangeAsync(contact, new JsonObject { ["lastName"] = null }), "a PUT with null");
        var after = await context.Own.ReadAsync(contact.ExternalId, static item => item.Text("lastName") is not { Length: > 0 });
        return Verdict.Without(
        [
            .. after.Json.Text("firstName") == "One" ? Array.Empty<string>() : ["a field that was left out and is not as it was"],
            .. after.Json.Text("lastName") is not { Length: > 0 } ? Array.Empty<string>() : ["a null that changed nothing"],
        ]);
    }

    private static async Task<Verdict> EmptyText(CheckContext context)
    {
        var contact = await context.Own.CreateAsync(static item => item["firstName"] = "One");
        var response = await context.ChangeAsync(contact, new JsonObject { ["firstName"] = string.Empty });
        if (!response.IsDone)
        {
            return Verdict.DoesNotHold(response.ToString());
        }

        var after = await context.Own.ReadAsync(contact.ExternalId, static item => item.Text("firstName") != "One");
        return Verdict.If(after.Json.Text("firstName") is { Length: 0 }, after.Json.Property("firstName") is null ? "null" : "a text that is not empty");
    }

    private static async Task<Verdict> OtherExternalId(CheckContext context)
    {
        var contact = await context.Own.CreateAsync();
        var response = await context.ChangeAsync(contact, new JsonObject { ["externalId"] = context.Own.Note(context.Names.Renamed) });
        if (!response.IsDone)
        {
            return Verdict.DoesNotHold(response.ToString());
        }

        var after = await context.Own.FindAsync("externalId", context.Names.Renamed, until: static found => found.Count > 0);
        return Verdict.If(after.Any(other => other.Id == contact.Id), "no contact with the new one");
    }

    private static async Task<Verdict> KindsOfData(CheckContext context)
    {
        var contact = await context.Own.CreateAsync(static item => item["externalData"] = new JsonObject { [TextField] = "text", [NumberField] = 12.5, [BooleanField] = true });
        if (contact.Json.Property("externalData") is not { } data)
        {
            return Verdict.DoesNotHold("no additional data");
        }

        return Verdict.Without([.. new[] { (TextField, "text"), (NumberField, "a number"), (BooleanField, "a Boolean") }
            .Where(field => data.Kind(field.Item1) != field.Item2)
            .Select(field => $"{data.Kind(field.Item1)} for {field.Item2}")]);
    }

    private static async Task<Verdict> MergedData(CheckContext context)
    {
        var contact = await context.Own.CreateAsync(static item => item["externalData"] = new JsonObject { [TextField] = "text" });
        await CheckContext.NeedAsync(context.ChangeAsync(contact, new JsonObject { ["externalData"] = new JsonObject { [NumberField] = 7 } }), "a PUT of additional data");
        var after = await context.Own.ReadAsync(contact.ExternalId, static item => item.Property("externalData")?.Property(NumberField) is not null);
        return after.Json.Property("externalData") is not { } data || data.Property(NumberField) is null ? Verdict.NotDecided("the additional data was not changed")
            : Verdict.If(data.Property(TextField) is not null, "additional data without the other field: replaced as a whole");
    }
}
