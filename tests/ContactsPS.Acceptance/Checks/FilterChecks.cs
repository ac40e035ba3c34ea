using ContactsPS.Acceptance.Api;
using ContactsPS.Acceptance.Own;
using ContactsPS.Acceptance.Results;

namespace ContactsPS.Acceptance.Checks;

/// <summary>Checks of the filters of lists.</summary>
internal static class FilterChecks
{
    private const string NotApplied = "the filter is not applied";

    public static IReadOnlyList<Check> All { get; } =
    [
        new("F24", Access.ReadsAndMayWrite, "reads with each filter", Applied),
        new("F8", Access.Writes, "reads unsubscribed and subscribed contacts, by 1, 0, true and false", Booleans),
        new("F43", Access.Writes, "reads with two filters that no contact matches together", Combined),
        new("F40", Access.Writes, "looks for a contact of its own with special characters in its external id and its address", OddLetters),
        new("F41", Access.Writes, "looks for a contact of its own by its e-mail address in capitals", Capitals),
        new("F9", Access.Writes, "reads the archive by date, from yesterday and from tomorrow", ArchiveDates),
        new("F10", Access.Writes, "reads the archive of this hour, in UTC and in other zones", ArchiveZone),
    ];

    private static async Task<Verdict> Applied(CheckContext context)
    {
        var ignored = new List<string>();
        foreach (var (filter, value) in new[] { ("externalId", context.Names.Nobody), ("email", RunNames.Email($"none-{context.Names.Prefix}")), ("phoneNumber", "+447700900"), ("id", $"{CheckContext.NoId}"), ("group", $"{CheckContext.NoId}") })
        {
            if ((await context.Api.GetAsync($"contact?{filter}={Uri.EscapeDataString(value)}")).Data.Count > 0)
            {
                ignored.Add(filter);
            }
        }

        if (!context.MayWrite)
        {
            return ignored.Count > 0 ? Verdict.DoesNotHold(Ignored(ignored)) : Verdict.NotDecided("without writing, only filters that match no contact can be checked; these are applied");
        }

        var contact = await context.Own.CreateAsync();
        var phone = context.Names.Phone();
        var withPhone = context.Own.New();
        withPhone["phoneNumber"] = phone;
        var hasPhone = (await context.Own.PostAsync(withPhone)).IsDone;
        (string, string)[] filters = [("externalId", contact.ExternalId), ("email", contact.Json.Text("email")!), ("id", $"{contact.Id}"), .. hasPhone ? [("phoneNumber", phone)] : Array.Empty<(string, string)>()];
        foreach (var (filter, value) in filters)
        {
            var (found, isApplied) = await context.Own.LookUpAsync(filter, value, until: static found => found.Count > 0);
            if (found.Count == 0 || !isApplied)
            {
                ignored.Add(filter);
            }
        }

        var other = await context.Own.CreateAsync();
        foreach (var (channel, flag) in SubscriptionChecks.Channels.Zip(SubscriptionChecks.Flags))
        {
            var unsubscribed = await context.Api.PostAsync($"contact/unsubscribe/{channel}", OwnContacts.Ids(contact.Id));
            if (unsubscribed.IsDone && await AreOneAsync(context, $"{flag}=1", $"{flag}=0"))
            {
                ignored.Add(flag);
            }
        }

        // A service that erases has an empty archive, and nothing to compare.
        await CheckContext.NeedAsync(context.Own.RemoveAsync(other), "DELETE contact");
        if (await AreOneAsync(context, "inArchive=1", "inArchive=0"))
        {
            ignored.Add("inArchive");
        }

        return ignored.Count > 0 ? Verdict.DoesNotHold(Ignored(ignored.Distinct(StringComparer.Ordinal)))
            : hasPhone ? Verdict.Holds
            : Verdict.NotDecided("all others are applied, and phoneNumber could not be checked: the service refused the number");
    }

    private static string Ignored(IEnumerable<string> filters) => $"filters that are not applied: {string.Join(", ", filters)}";

    /// <summary>Whether a contact is in two lists that exclude each other.</summary>
    private static async Task<bool> AreOneAsync(CheckContext context, string query, string opposite)
    {
        var first = (await context.Api.GetAsync($"contact?{query}&limit=1000")).Data.Select(static item => item.Id());
        return first.Intersect((await context.Api.GetAsync($"contact?{opposite}&limit=1000")).Data.Select(static item => item.Id())).Any();
    }

    private static async Task<Verdict> Booleans(CheckContext context)
    {
        var contact = await context.Own.CreateAsync();
        await CheckContext.NeedAsync(context.Api.PostAsync("contact/unsubscribe/email", OwnContacts.Ids(contact.Id)), "POST contact/unsubscribe/email");
        if (await TellApartAsync("1", "0"))
        {
            return Verdict.Holds;
        }

        return await TellApartAsync("true", "false") ? Verdict.DoesNotHold("only true and false applied") : Verdict.NotDecided(NotApplied);

        async Task<bool> TellApartAsync(string yes, string no)
        {
            try
            {
                return await FindsAsync(yes) && !await FindsAsync(no);
            }
            catch (NotDecidedException)
            {
                return false;
            }
        }

        async Task<bool> FindsAsync(string value) =>
            (await context.Own.FindAsync("email", contact.Json.Text("email")!, $"&isUnsubscribeEmail={value}")).Count > 0;
    }

    private static async Task<Verdict> Combined(CheckContext context)
    {
        var (one, other) = (await context.Own.CreateAsync(), await context.Own.CreateAsync());
        foreach (var (filter, value) in new[] { ("externalId", other.ExternalId), ("email", one.Json.Text("email")!) })
        {
            if (!(await context.Own.LookUpAsync(filter, value)).IsApplied)
            {
                return Verdict.NotDecided(NotApplied);
            }
        }

        var response = await context.Api.GetAsync($"contact?email={Uri.EscapeDataString(one.Json.Text("email")!)}&externalId={other.ExternalId}");
        return Verdict.If(response is { IsList: true, Data.Count: 0 }, response.ToString());
    }

    private static async Task<Verdict> OddLetters(CheckContext context)
    {
        var item = context.Own.New(context.Names.Odd);
        var email = item["email"]!.GetValue<string>();
        await CheckContext.NeedAsync(context.Own.PostAsync(item), "a contact with odd letters");
        var differences = new List<string>();
        foreach (var (filter, value) in new[] { ("externalId", context.Names.Odd), ("email", email) })
        {
            var (found, isApplied) = await context.Own.LookUpAsync(filter, value, until: static found => found.Count > 0);
            if (!isApplied)
            {
                return Verdict.NotDecided(NotApplied);
            }

            if (found.Count == 0)
            {
                differences.Add($"no contact found by {filter}");
            }
        }

        return Verdict.Without(differences);
    }

    private static async Task<Verdict> Capitals(CheckContext context)
    {
        var contact = await context.Own.CreateAsync();
        var (found, isApplied) = await context.Own.LookUpAsync("email", contact.Json.Text("email")!.ToUpperInvariant());
        return !isApplied ? Verdict.NotDecided(NotApplied) : Verdict.If(found.Any(other => other.Id == contact.Id), "no such contact found");
    }

    private static async Task<Verdict> ArchiveDates(CheckContext context)
    {
        var (email, now) = await ArchiveAsync(context);
        var yesterday = await ArchivedAsync(context, email, $"&archiveDateFrom={Form(now.AddDays(-1))}");
        var tomorrow = await ArchivedAsync(context, email, $"&archiveDateFrom={Form(now.AddDays(1))}");
        return (yesterday, tomorrow) switch
        {
            ({ IsList: true, Data.Count: > 0 }, { IsList: true, Data.Count: 0 }) => Verdict.Holds,
            ({ IsList: true }, { IsList: true }) => Verdict.DoesNotHold("lists that such a date does not change"),
            _ => Verdict.DoesNotHold($"{yesterday} for such a date"),
        };
    }

    private static async Task<Verdict> ArchiveZone(CheckContext context)
    {
        var (email, now) = await ArchiveAsync(context);
        foreach (var hours in Enumerable.Range(0, 15).SelectMany(static hours => hours == 0 ? [0] : new[] { hours, -hours }))
        {
            var time = now.AddHours(hours);
            var page = await ArchivedAsync(context, email, $"&archiveDateFrom={Form(time.AddMinutes(-25))}&archiveDateTo={Form(time.AddMinutes(25))}");
            if (page.Data.Count > 0)
            {
                return Verdict.If(hours == 0, $"times that are {hours} hours off UTC");
            }
        }

        return Verdict.NotDecided("the archive of this hour is empty, whatever the zone");
    }

    private static async Task<(string Email, DateTime Now)> ArchiveAsync(CheckContext context)
    {
        var contact = await context.Own.CreateAsync();
        var email = contact.Json.Text("email")!;
        await CheckContext.NeedAsync(context.Own.RemoveAsync(contact), "DELETE contact");
        var (found, isApplied) = await context.Own.LookUpAsync("email", email, "&inArchive=1", static found => found.Count > 0);
        if (found.Count == 0 || !isApplied)
        {
            throw new NotDecidedException(isApplied ? "the archive does not show a contact that was removed" : NotApplied);
        }

        return (email, (await context.Api.GetAsync("contact?limit=1")).Date ?? DateTime.UtcNow);
    }

    private static Task<ApiResponse> ArchivedAsync(CheckContext context, string email, string query) =>
        context.Api.GetAsync($"contact?email={Uri.EscapeDataString(email)}&inArchive=1{query}");

    private static string Form(DateTime time) => Uri.EscapeDataString(time.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture));
}
