using System.Globalization;
using System.Text.Json.Nodes;
using ContactsPS.Acceptance.Api;
using ContactsPS.Acceptance.Results;

namespace ContactsPS.Acceptance.Checks;

/// <summary>Checks of creating contacts.</summary>
internal static class CreationChecks
{
    private const string SentDate = "2019-02-01 20:12:12";

    private static readonly DateTime SentTime = new(2019, 2, 1, 20, 12, 12, DateTimeKind.Utc);
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public static IReadOnlyList<Check> All { get; } =
    [
        new("F19", Access.Writes, "creates a contact and looks at the response", Response),
        new("F39", Access.Writes, "creates a contact and looks for it at once", FoundAtOnce),
        new("F64", Access.Writes, "creates a contact without a date", DateOfCreation),
        new("F65", Access.Writes, "creates a contact with a date", DateAsSent),
        new("F16", Access.Writes, "creates a contact with an external id that one of its own has, and changes one that does not exist", NoUpsert),
        new("F17", Access.Writes, "creates a contact with an external id that one of its own has", SecondExternalId),
        new("F42", Access.Writes, "creates two contacts whose external ids differ in letter case", LetterCase),
        new("F18", Access.Writes, "creates contacts with an e-mail address and a phone number that one of its own has", SharedAddresses),
        new("F20", Access.Writes, "creates a contact with an invalid phone number, and looks whether the error names the contact", NamedItem),
        new("F49", Access.Writes, "creates a contact with an invalid phone number, and looks whether the error names the field", NamedField),
        new("F15", Access.Writes, "sends 1000 contacts without any address, all of which the service should refuse", BatchOfThousand),
    ];

    private static async Task<Verdict> Response(CheckContext context)
    {
        var item = context.Own.New();
        var response = await context.Own.PostAsync(item);
        return !response.IsDone ? Verdict.NotDecided($"a contact of the run was refused: {response}")
            : response.Data.Count != 1 ? Verdict.DoesNotHold($"{response.Data.Count} items for one contact")
            : response.Data[0].Id() is null ? Verdict.DoesNotHold("an item without an id")
            : Verdict.If(
                response.Data[0].Text("externalId") == item["externalId"]!.GetValue<string>() && response.Data[0].Text("email") == item["email"]!.GetValue<string>(),
                response.Data[0].EnumerateObject().Count() == 1 ? "only the id" : "an item without the fields that were sent");
    }

    private static async Task<Verdict> FoundAtOnce(CheckContext context)
    {
        var item = context.Own.New();
        var externalId = item["externalId"]!.GetValue<string>();
        await CheckContext.NeedAsync(context.Own.PostAsync(item), "a contact of the run");
        if ((await context.Own.FindAsync("externalId", externalId)).Count > 0)
        {
            return Verdict.Holds;
        }

        await context.Own.ReadAsync(externalId);
        return Verdict.DoesNotHold("it found only some seconds later");
    }

    private static async Task<Verdict> DateOfCreation(CheckContext context)
    {
        var contact = await context.Own.CreateAsync();
        var now = (await context.Api.GetAsync("contact?limit=1")).Date ?? DateTime.UtcNow;
        return contact.Json.Date("createdAt") is { } date ? Near(date, now) : Verdict.DoesNotHold("a contact without a date");
    }

    private static async Task<Verdict> DateAsSent(CheckContext context)
    {
        var contact = await context.Own.CreateAsync(static item => item["createdAt"] = SentDate);
        return contact.Json.Date("createdAt") is { } date ? Near(date, SentTime) : Verdict.DoesNotHold("a contact without a date");
    }

    private static Verdict Near(DateTime date, DateTime expected)
    {
        var difference = date - expected;
        return Verdict.If(
            difference.Duration() < Tolerance,
            Math.Abs(difference.TotalHours) < 15 ? string.Create(CultureInfo.InvariantCulture, $"a time that is {difference.TotalHours:+0.#;-0.#} hours off") : "another date");
    }

    private static async Task<Verdict> NoUpsert(CheckContext context)
    {
        var contact = await context.Own.CreateAsync(static item => item["firstName"] = "One");
        var second = context.Own.New(contact.ExternalId);
        (second["email"], second["firstName"]) = (Own.RunNames.Email($"{contact.ExternalId}-second"), "Two");
        await context.Own.PostAsync(second);
        var after = await context.Own.FindAsync("externalId", contact.ExternalId, until: found => found.Any(other => other.Id == contact.Id));
        var differences = new List<string>();
        if (after.FirstOrDefault(other => other.Id == contact.Id)?.Json.Text("firstName") != "One")
        {
            differences.Add("a POST that changed the contact with its external id");
        }

        await context.Api.PutAsync("contact", new JsonArray(new JsonObject
        {
            ["externalId"] = context.Own.Note(context.Names.Nobody),
            ["data"] = new JsonObject { ["email"] = Own.RunNames.Email(context.Names.Nobody) },
        }));
        if ((await context.Own.FindAsync("externalId", context.Names.Nobody)).Count > 0)
        {
            differences.Add("a PUT that created a contact");
        }

        return Verdict.Without(differences);
    }

    private static async Task<Verdict> SecondExternalId(CheckContext context)
    {
        var contact = await context.Own.CreateAsync();
        var second = context.Own.New(contact.ExternalId);
        second["email"] = Own.RunNames.Email($"{contact.ExternalId}-second");
        var response = await context.Own.PostAsync(second);
        return !response.IsDone
            ? Verdict.Holds
            : Verdict.DoesNotHold((await context.Own.FindAsync("externalId", contact.ExternalId, until: static found => found.Count > 1)).Count > 1 ? "a second contact with it" : "no second contact and no error");
    }

    private static async Task<Verdict> LetterCase(CheckContext context)
    {
        await CheckContext.NeedAsync(context.Own.PostAsync(context.Own.New(context.Names.LowerCase)), "a contact of the run");
        var upper = context.Own.New(context.Names.UpperCase);
        upper["email"] = Own.RunNames.Email($"{context.Names.LowerCase}-upper");
        var response = await context.Own.PostAsync(upper);
        if (!response.IsDone)
        {
            return Verdict.DoesNotHold($"{response} for the second");
        }

        var lower = (await context.Own.ReadAsync(context.Names.LowerCase)).Id;
        return Verdict.If((await context.Own.FindAsync("externalId", context.Names.UpperCase, until: static found => found.Count > 0)) is [var other] && other.Id != lower, "one contact for both");
    }

    private static async Task<Verdict> SharedAddresses(CheckContext context)
    {
        var phone = context.Names.Phone();
        var first = context.Own.New();
        first["phoneNumber"] = phone;
        await CheckContext.NeedAsync(context.Own.PostAsync(first), "a contact with a phone number");
        var (email, number) = (context.Own.New(), context.Own.New());
        email["email"] = first["email"]!.GetValue<string>();
        number["phoneNumber"] = phone;
        var responses = new[] { ("e-mail address", await context.Own.PostAsync(email)), ("phone number", await context.Own.PostAsync(number)) };
        return Verdict.Without([.. responses.Where(static pair => !pair.Item2.IsDone).Select(static pair => $"{pair.Item2} for a second {pair.Item1}")]);
    }

    private static async Task<Verdict> NamedItem(CheckContext context)
    {
        var (item, response) = await RefuseAsync(context);
        string[] names = [item["externalId"]!.GetValue<string>(), RuleChecks.NoPhoneNumber, item["email"]!.GetValue<string>()];
        return Verdict.If(response.Errors[0].Texts().Any(text => names.Any(name => text.Contains(name, StringComparison.Ordinal))), "an error that names neither the external id nor the value");
    }

    private static async Task<Verdict> NamedField(CheckContext context)
    {
        var (_, response) = await RefuseAsync(context);
        return Verdict.If(
            response.Errors[0].Property("meta")?.Text("parameter")?.Contains("phone", StringComparison.OrdinalIgnoreCase) == true,
            "an error whose parameter is not the field");
    }

    private static async Task<(JsonObject Item, ApiResponse Response)> RefuseAsync(CheckContext context)
    {
        var item = context.Own.New();
        item["phoneNumber"] = RuleChecks.NoPhoneNumber;
        var response = await context.Own.PostAsync(context.Own.New(), item);
        return response.Errors.Count > 0 ? (item, response) : throw new NotDecidedException("an invalid phone number was not refused");
    }

    /// <summary>If a service refuses each of two invalid contacts separately, 1000 errors mean that it read 1000 contacts.</summary>
    private static async Task<Verdict> BatchOfThousand(CheckContext context)
    {
        if (await CountRefusedAsync(2) is not 2)
        {
            return Verdict.NotDecided("two invalid contacts did not give two errors, so the fact cannot be checked without creating 1000");
        }

        foreach (var size in new[] { 1000, 500, 100, 10 })
        {
            if (await CountRefusedAsync(size) == size)
            {
                return Verdict.If(size == 1000, $"{size} contacts accepted, and not the next larger of 10, 100, 500 and 1000");
            }
        }

        return Verdict.DoesNotHold("fewer than 10 contacts accepted");

        async Task<int?> CountRefusedAsync(int count)
        {
            var response = await context.Own.PostInvalidAsync([.. Enumerable.Range(0, count).Select(_ => new JsonObject { ["externalId"] = context.Names.Batch })]);
            return response.Data.Count > 0 || response.IsDone ? null : response.Errors.Count;
        }
    }
}
