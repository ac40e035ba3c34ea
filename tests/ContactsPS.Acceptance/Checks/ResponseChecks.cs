using System.Text.Json.Nodes;
using ContactsPS.Acceptance.Api;
using ContactsPS.Acceptance.Results;

namespace ContactsPS.Acceptance.Checks;

/// <summary>Checks of statuses.</summary>
internal static class ResponseChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        new("F4", Access.Writes, "creates two contacts, of which the service should refuse one", Statuses),
        new("F5", Access.Reads, "looks for a contact that does not exist", NothingFound),
        new("F6", Access.Writes, "sends a bad limit, a body that is not a list, one that is not JSON, and one invalid contact", WholeRefused),
        new("F7", Access.Reads, "reads a path that does not exist", NotTheService),
    ];

    private static async Task<Verdict> Statuses(CheckContext context)
    {
        var done = await context.Own.PostAsync(context.Own.New());
        var (good, bad) = (context.Own.New(), context.Own.New());
        bad["phoneNumber"] = RuleChecks.NoPhoneNumber;
        var partly = await context.Own.PostAsync(good, bad);
        var differences = new List<string>();
        if (done.Status != 200)
        {
            differences.Add($"{done} for what was done");
        }

        if (partly is not { Status: 207, Errors.Count: 1 })
        {
            differences.Add($"{partly} for one contact of two");
        }

        var notReady = context.Api.Observations.NotReady;
        if (notReady.WithTimes < notReady.All)
        {
            differences.Add("a 202 without Retry-After and Expires");
        }

        return Verdict.Without(differences);
    }

    private static async Task<Verdict> NothingFound(CheckContext context)
    {
        var response = await context.Api.GetAsync($"contact?externalId={context.Names.Nobody}");

        // A filter that the service ignores finds all contacts.
        response = response.Data.Count == 0 ? response : await context.Api.GetAsync($"contact?offset={ListChecks.BeyondTheEnd}");
        return Verdict.If(response is { Status: 404, IsEnvelope: true, Data.Count: 0 }, response.ToString());
    }

    private static async Task<Verdict> WholeRefused(CheckContext context)
    {
        var invalid = new JsonObject { ["externalId"] = context.Names.Next(), ["email"] = RuleChecks.NoEmail };
        var responses = new (string What, ApiResponse Response)[]
        {
            ("a limit that is no number", await context.Api.GetAsync("contact?limit=many")),
            ("a body that is no list", await context.Api.PostAsync("contact", new JsonObject())),
            ("a body that is no JSON", await context.Api.SendAsync(new ApiRequest(HttpMethod.Post, "contact") { Text = "[{" })),
            ("one invalid contact", await context.Own.PostInvalidAsync([invalid])),
        };
        return Verdict.Without([.. responses.Where(static pair => pair.Response is not { Status: 400 or 422, Data.Count: 0, Errors.Count: > 0 }).Select(static pair => $"{pair.Response} for {pair.What}")]);
    }

    private static async Task<Verdict> NotTheService(CheckContext context)
    {
        var response = await context.Api.SendAsync(new ApiRequest(HttpMethod.Get, "acceptance-test-of-no-resource") { IsOutside = true });
        return Verdict.If(response is { Status: 404, IsEnvelope: false }, response.IsEnvelope ? $"{response} with an envelope" : response.ToString());
    }
}
