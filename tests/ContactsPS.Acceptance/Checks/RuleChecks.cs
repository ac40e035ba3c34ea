using System.Text.Json.Nodes;
using ContactsPS.Acceptance.Results;

namespace ContactsPS.Acceptance.Checks;

/// <summary>Checks of the rules of fields: allowed values are accepted, and others are refused.</summary>
internal static class RuleChecks
{
    public const string NoPhoneNumber = "12ab";
    public const string NoEmail = "no-address";

    private static readonly string Longest = new('a', 150);

    public static IReadOnlyList<Check> All { get; } =
    [
        new("F44", Access.Writes, "creates contacts with names and external ids of 150 characters, and of 151", static context => RuleAsync(
            context,
            [
                ("names of 150 characters", static item => (item["firstName"], item["lastName"], item["companyName"]) = (Longest, Longest, Longest)),
                ("an externalId of 150 characters", item => item["externalId"] = context.Names.Long),
            ],
            [
                ("a firstName of 151 characters", static item => item["firstName"] = Longest + "a"),
                ("a lastName of 151 characters", static item => item["lastName"] = Longest + "a"),
                ("a companyName of 151 characters", static item => item["companyName"] = Longest + "a"),
                ("an externalId of 151 characters", item => item["externalId"] = context.Names.TooLong),
            ])),
        new("F45", Access.Writes, "creates contacts with phone numbers that are valid, too long, and no numbers", static context => RuleAsync(
            context,
            [("a number with a plus", item => item["phoneNumber"] = context.Names.Phone())],
            [("letters", static item => item["phoneNumber"] = NoPhoneNumber), ("16 characters", static item => item["phoneNumber"] = "+447700900000000")])),
        new("F46", Access.Writes, "creates a contact with an e-mail address that is not valid", static context => RuleAsync(
            context, [], [("an address without an at sign", static item => item["email"] = NoEmail)])),
        new("F47", Access.Writes, "creates contacts with dates of several forms", static context => RuleAsync(
            context,
            [("a date", static item => item["createdAt"] = "2019-02-01"), ("a date with hours and minutes", static item => item["createdAt"] = "2019-02-01 20:12")],
            [("01.02.2019", static item => item["createdAt"] = "01.02.2019")])),
        new("F48", Access.Writes, "creates a contact without an e-mail address and a phone number", static context => RuleAsync(
            context, [], [("neither", static item => item.Remove("email"))])),
    ];

    private static async Task<Verdict> RuleAsync(CheckContext context, (string Name, Action<JsonObject> Change)[] valid, (string Name, Action<JsonObject> Change)[] invalid)
    {
        var differences = new List<string>();
        foreach (var ((name, change), isValid) in valid.Select(static one => (one, true)).Concat(invalid.Select(static one => (one, false))))
        {
            var item = context.Own.New();
            change(item);
            var response = await context.Own.PostAsync(item);
            if (response.IsDone != isValid)
            {
                differences.Add($"{response} for {name}");
            }
        }

        return Verdict.Without(differences);
    }
}
