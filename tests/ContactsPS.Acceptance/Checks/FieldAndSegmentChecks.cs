using System.Globalization;
using System.Text.Json;
using ContactsPS.Acceptance.Api;
using ContactsPS.Acceptance.Results;

namespace ContactsPS.Acceptance.Checks;

/// <summary>Checks of fields, segments and other short lists.</summary>
internal static class FieldAndSegmentChecks
{
    private const int MostRepeats = 10;
    private const string Count = "count";

    private static readonly string[] OtherCounts = ["numberOfContacts", "contacts"];

    public static IReadOnlyList<Check> All { get; } =
    [
        new("F52", Access.Writes, "creates a contact with additional data and reads the fields", Fields),
        new("F23", Access.Reads, "reads groups, fields and segments one by one", ShortLists),
        new("F33", Access.Reads, "reads a segment", FirstResponse),
        new("F30", Access.Reads, "reads a segment, and again while it is not ready", NameOfCount),
    ];

    private static async Task<Verdict> Fields(CheckContext context)
    {
        await context.Own.CreateAsync(static item => item["externalData"] = new System.Text.Json.Nodes.JsonObject { [ChangeChecks.TextField] = "text" });
        var names = new List<string?>();
        for (var page = 0; page < MostRepeats; page++)
        {
            var response = await context.Api.GetAsync(string.Create(CultureInfo.InvariantCulture, $"contact/field?limit=1000&offset={names.Count}"));
            var here = response.Data.Select(static field => field.Text("name")).ToList();
            if (here.Count == 0 || here.TrueForAll(names.Contains))
            {
                break;
            }

            names.AddRange(here);
        }

        return Verdict.If(names.Contains(ChangeChecks.TextField, StringComparer.Ordinal), $"{names.Count} fields without the one that was sent");
    }

    private static async Task<Verdict> ShortLists(CheckContext context)
    {
        var (differences, decided) = (new List<string>(), 0);
        foreach (var path in new[] { "group", "contact/field", "contact/segment" })
        {
            var first = (await context.Api.GetAsync($"{path}?limit=1")).Data;
            var second = (await context.Api.GetAsync($"{path}?limit=1&offset=1")).Data;
            decided += second.Count > 0 ? 1 : 0;
            if (first.Count > 1)
            {
                differences.Add($"{first.Count} items of {path} for a limit of 1");
            }
            else if (second.Count > 0 && second[0].Id() == first[0].Id())
            {
                differences.Add($"the same item of {path} for another offset");
            }
        }

        return decided == 0 ? Verdict.NotDecided("the account has neither two groups nor two fields nor two segments") : Verdict.Without(differences);
    }

    private static async Task<Verdict> FirstResponse(CheckContext context)
    {
        var response = await context.Api.GetAsync(await SegmentPathAsync(context));
        return Verdict.If(response.Status == 200, response.RetryAfter is { } wait ? string.Create(CultureInfo.InvariantCulture, $"{response.Status} with a Retry-After of {wait.TotalSeconds:0} s") : response.ToString());
    }

    private static async Task<Verdict> NameOfCount(CheckContext context)
    {
        var path = await SegmentPathAsync(context);
        for (var repeat = 0; repeat < MostRepeats; repeat++)
        {
            var response = await context.Api.GetAsync(path);
            if (response.Status != 202)
            {
                return response.Data.Count != 1 ? Verdict.NotDecided($"the response to a segment was {response}")
                    : response.Data[0].Kind(Count) == "a number" ? Verdict.Holds
                    : Verdict.DoesNotHold(Array.Find(OtherCounts, name => response.Data[0].Kind(name) == "a number") ?? $"no number under {Count} or {string.Join(" or ", OtherCounts)}");
            }

            await context.Api.WaitAsync(response.RetryAfter ?? TimeSpan.FromSeconds(1));
        }

        return Verdict.NotDecided("a segment was not ready in time");
    }

    private static async Task<string> SegmentPathAsync(CheckContext context)
    {
        var segment = (await context.Api.GetAsync("contact/segment?limit=1")).Data.Select(static item => (JsonElement?)item).FirstOrDefault();
        var id = segment?.Text("id") ?? segment?.Id()?.ToString(CultureInfo.InvariantCulture) ?? throw new NotDecidedException("the account has no segment; create one in the panel");
        return $"contact/segment/{Uri.EscapeDataString(id)}";
    }
}
