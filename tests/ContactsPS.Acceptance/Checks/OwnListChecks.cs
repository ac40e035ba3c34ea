using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ContactsPS.Acceptance.Api;
using ContactsPS.Acceptance.Results;

namespace ContactsPS.Acceptance.Checks;

/// <summary>Checks of pages, order and changes, with a list that holds only contacts of the run.</summary>
internal static class OwnListChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        new("F21", Access.Writes, "creates 130 contacts and reads them as one list", Order),
        new("F37", Access.Writes, "reads the same list in pages of 40", Pages),
        new("F38", Access.Writes, "removes a contact of that list between two pages", RemovedBetweenPages),
        new("F68", Access.Writes, "adds a contact to that list", AddedAtTheEnd),
    ];

    private static async Task<Verdict> Order(CheckContext context)
    {
        var ids = await IdsAsync(context);
        return Verdict.If(ids.SequenceEqual(ids.Order()), ids.SequenceEqual(ids.OrderDescending()) ? "the newest first" : "another order");
    }

    private static async Task<Verdict> Pages(CheckContext context)
    {
        var list = await context.Own.ListAsync();
        var seen = (await context.Own.ReadListAsync(list.Query, limit: 40)).Select(static item => item.Text("externalId")).ToList();
        var missing = list.ExternalIds.Count(name => !seen.Contains(name, StringComparer.Ordinal));
        var twice = seen.Count - seen.Distinct(StringComparer.Ordinal).Count();
        return Verdict.If(missing == 0 && twice == 0, $"{missing} contacts missed and {twice} seen again, of {list.ExternalIds.Count}");
    }

    private static async Task<Verdict> RemovedBetweenPages(CheckContext context)
    {
        var list = await context.Own.ListAsync();
        var before = await context.Own.ReadListAsync(list.Query);
        var removed = before[0];
        if (before.Count < 4 || !list.ExternalIds.Contains(removed.Text("externalId") ?? string.Empty))
        {
            return Verdict.NotDecided("the list no longer holds only contacts of the run");
        }

        await CheckContext.NeedAsync(context.Api.DeleteAsync("contact", Own.OwnContacts.Ids(removed.Id()!.Value)), "DELETE contact");
        list.ExternalIds.Remove(removed.Text("externalId")!);
        var next = (await context.Api.GetAsync($"contact?{list.Query}&limit=2&offset=2")).Data;
        return next.Count == 0
            ? Verdict.NotDecided("there was no next page")
            : Verdict.If(next[0].Id() == before[3].Id(), next[0].Id() == before[2].Id() ? "a next page that had not moved yet" : "another next page");
    }

    private static async Task<Verdict> AddedAtTheEnd(CheckContext context)
    {
        var list = await context.Own.ListAsync();
        var before = await IdsAsync(context);
        var added = await context.Own.CreateAsync(item =>
        {
            if (list.Group is { } group)
            {
                item["addToGroup"] = new JsonArray(JsonValue.Create(group));
            }
            else
            {
                item["email"] = Uri.UnescapeDataString(list.Query["email=".Length..]);
            }
        });
        list.ExternalIds.Add(added.ExternalId);
        var after = await IdsAsync(context);
        return Verdict.If(
            after.SequenceEqual(before.Append(added.Id)),
            after.Count == before.Count ? "a list without it" : after[0] == added.Id ? "it at the beginning" : "it somewhere else");
    }

    private static async Task<IReadOnlyList<long>> IdsAsync(CheckContext context)
    {
        var items = await context.Own.ReadListAsync((await context.Own.ListAsync()).Query);
        return [.. items.Select(static item => item.Id() ?? 0)];
    }
}
