using ContactsPS.Acceptance.Api;
using ContactsPS.Acceptance.Results;

namespace ContactsPS.Acceptance.Checks;

/// <summary>Checks of removing contacts.</summary>
internal static class RemovalChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        new("F28", Access.Writes, "removes a contact of its own and looks for it in the archive", Archived),
        new("F29", Access.Writes, "creates a contact with the external id of one that it removed", KeyIsFree),
        new("F54", Access.Writes, "removes a contact of its own twice", Twice),
    ];

    private static async Task<Verdict> Archived(CheckContext context)
    {
        var contact = await context.Own.CreateAsync();
        await CheckContext.NeedAsync(context.Own.RemoveAsync(contact), "DELETE contact");
        var email = contact.Json.Text("email")!;
        if ((await context.Own.FindAsync("email", email, until: static found => found.Count == 0)).Count > 0)
        {
            return Verdict.DoesNotHold("it in the list of active contacts");
        }

        var (found, isApplied) = await context.Own.LookUpAsync("email", email, "&inArchive=1", static found => found.Count > 0);
        return !isApplied ? Verdict.NotDecided("the filter is not applied") : Verdict.If(found.Count > 0, "no such contact in the archive");
    }

    private static async Task<Verdict> KeyIsFree(CheckContext context)
    {
        var contact = await context.Own.CreateAsync();
        await CheckContext.NeedAsync(context.Own.RemoveAsync(contact), "DELETE contact");
        var again = context.Own.New(contact.ExternalId);
        again["email"] = Own.RunNames.Email($"{contact.ExternalId}-again");
        var response = await context.Own.PostAsync(again);
        return Verdict.If(response.IsDone, response.ToString());
    }

    private static async Task<Verdict> Twice(CheckContext context)
    {
        var contact = await context.Own.CreateAsync();
        await CheckContext.NeedAsync(context.Own.RemoveAsync(contact), "DELETE contact");
        var second = await context.Own.RemoveAsync(contact);
        return Verdict.If(second.Errors.Count > 0, second.ToString());
    }
}
