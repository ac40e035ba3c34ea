using System.Globalization;
using System.Text.Json.Nodes;
using ContactsPS.Acceptance.Api;
using ContactsPS.Acceptance.Own;
using ContactsPS.Acceptance.Results;

namespace ContactsPS.Acceptance.Checks;

/// <summary>Checks of groups: the run only uses groups that it creates.</summary>
internal static class GroupChecks
{
    private const string AllContacts = "ALLCONTACTS";

    public static IReadOnlyList<Check> All { get; } =
    [
        new("F55", Access.Reads, "reads the groups", BuiltIn),
        new("F63", Access.Writes, "creates a group and removes it", Creation),
        new("F56", Access.Writes, "adds contacts of its own to a group of its own, and removes one from it", Membership),
        new("F57", Access.Writes, "adds a contact of its own to a group that it removed", UnknownGroup),
        new("F58", Access.Reads, "reads the groups of a contact that does not exist", UnknownContact),
    ];

    private static async Task<Verdict> BuiltIn(CheckContext context)
    {
        var response = await context.Api.GetAsync("group?limit=100");
        return !response.IsList ? Verdict.NotDecided($"the response to GET group was {response}")
            : Verdict.If(response.Data.Any(static group => group.Text("externalId") == AllContacts), $"{response.Data.Count} groups and none with that external id");
    }

    private static async Task<Verdict> Creation(CheckContext context)
    {
        var groups = context.Own.Groups;
        if (await groups.CreateAsync("created") is not { } id)
        {
            return Verdict.DoesNotHold($"{groups.Response} for POST group");
        }

        var response = await groups.RemoveAsync(id);
        return Verdict.If(response.IsDone && (await groups.FindAsync()).All(group => group.Id != id), $"{response} for DELETE group");
    }

    private static async Task<Verdict> Membership(CheckContext context)
    {
        var group = await context.Own.Groups.NeedAsync("members");
        var differences = new List<string>();
        var first = await context.Own.CreateAsync(item => item["addToGroup"] = new JsonArray(JsonValue.Create(group)));
        if (!await IsMemberAsync(first))
        {
            differences.Add("addToGroup without effect");
        }

        var second = await context.Own.CreateAsync();
        var joined = await context.Api.PostAsync(Path(second), OwnContacts.Ids(group));
        if (!joined.IsDone || !await IsMemberAsync(second))
        {
            differences.Add($"{joined} for POST contact/{{id}}/group, and no membership");
        }

        var left = await context.Api.DeleteAsync(Path(second), OwnContacts.Ids(group));
        if (!left.IsDone || await IsMemberAsync(second))
        {
            differences.Add($"{left} for DELETE contact/{{id}}/group, and still a member");
        }

        var members = await context.Api.GetAsync(string.Create(CultureInfo.InvariantCulture, $"contact?group={group}&limit=1000"));
        if (members.Data.All(item => item.Id() != first.Id))
        {
            differences.Add("a member that the filter group does not find");
        }

        return Verdict.Without(differences);

        async Task<bool> IsMemberAsync(OwnContact contact) => (await context.Api.GetAsync(Path(contact))).Data.Any(item => item.Id() == group);
    }

    private static async Task<Verdict> UnknownGroup(CheckContext context)
    {
        var group = await context.Own.Groups.NeedAsync("gone");
        await CheckContext.NeedAsync(context.Own.Groups.RemoveAsync(group), "DELETE group");
        var contact = await context.Own.CreateAsync();
        var response = await context.Api.PostAsync(Path(contact), OwnContacts.Ids(group));
        return Verdict.If(response.Errors.Count > 0, response.ToString());
    }

    private static async Task<Verdict> UnknownContact(CheckContext context)
    {
        var response = await context.Api.GetAsync($"contact/{CheckContext.NoId}/group");
        return Verdict.If(response is { Status: 404, IsEnvelope: true }, response.ToString());
    }

    private static string Path(OwnContact contact) => string.Create(CultureInfo.InvariantCulture, $"contact/{contact.Id}/group");
}
