using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ContactsPS.Acceptance.Api;
using ContactsPS.Acceptance.Results;

namespace ContactsPS.Acceptance.Checks;

/// <summary>Checks of lists that are only read.</summary>
internal static partial class ListChecks
{
    public const int BeyondTheEnd = 999_999_999;

    private const int DefaultPage = 100;
    private const int LargestPage = 1000;

    private static readonly string[] KnownProperties =
    [
        "id", "externalId", "email", "phoneNumber", "firstName", "lastName", "companyName", "createdAt", "inArchive", "externalData", .. SubscriptionChecks.Flags,
    ];

    public static IReadOnlyList<Check> All { get; } =
    [
        new("F22", Access.ReadsAndMayWrite, "reads two pages of 1000", LargePage),
        new("F35", Access.ReadsAndMayWrite, "reads a page without a limit", PageWithoutLimit),
        new("F36", Access.Reads, "reads with a limit of 1001", LimitTooHigh),
        new("F34", Access.Reads, "reads with an offset beyond the end", Beyond),
        new("F26", Access.ReadsAndMayWrite, "looks at the ids of contacts and groups", Ids),
        new("F27", Access.ReadsAndMayWrite, "looks at the dates of contacts and groups", Dates),
        new("F25", Access.ReadsAndMayWrite, "looks for the channels that contacts have unsubscribed from", Flags),
        new("F66", Access.ReadsAndMayWrite, "looks at the names of contacts' properties", Properties),
    ];

    private static Task<Verdict> LargePage(CheckContext context) => PageAsync(context, $"limit={LargestPage}", LargestPage);

    private static Task<Verdict> PageWithoutLimit(CheckContext context) => PageAsync(context, string.Empty, DefaultPage);

    /// <summary>A page has the expected size, or there are no more items.</summary>
    private static async Task<Verdict> PageAsync(CheckContext context, string query, int expected)
    {
        var count = (await context.Api.GetAsync($"contact?{query}")).Data.Count;
        if (count >= expected)
        {
            return Verdict.If(count == expected, Items(count));
        }

        if (count > 0 && (await context.Api.GetAsync(string.Create(CultureInfo.InvariantCulture, $"contact?limit=1&offset={count}"))).Data.Count > 0)
        {
            return Verdict.DoesNotHold(Items(count));
        }

        if (!context.MayWrite)
        {
            return Verdict.NotDecided($"the account has fewer than {expected} contacts");
        }

        var list = await context.Own.ListAsync();
        count = (await context.Api.GetAsync($"contact?{list.Query}&{query}")).Data.Count;
        var due = Math.Min(expected, list.ExternalIds.Count);
        return count != due ? Verdict.DoesNotHold(Items(count))
            : due == expected ? Verdict.Holds
            : Verdict.NotDecided($"a page held all of {due} contacts, and the account has no more");
    }

    private static async Task<Verdict> LimitTooHigh(CheckContext context)
    {
        var response = await context.Api.GetAsync($"contact?limit={LargestPage + 1}");
        return Verdict.If(response.Status is 400 or 422, response.ToString());
    }

    private static async Task<Verdict> Beyond(CheckContext context)
    {
        var response = await context.Api.GetAsync($"contact?offset={BeyondTheEnd}");
        return Verdict.If(response is { IsList: true, Data.Count: 0 }, response.ToString());
    }

    private static async Task<Verdict> Ids(CheckContext context)
    {
        var contacts = (await context.SomeContactsAsync()).Select(static item => item.Kind("id"));
        var groups = (await context.Api.GetAsync("group?limit=20")).Data.Select(static item => item.Kind("id"));
        return Verdict.Without([.. Others("contacts", contacts, "text"), .. Others("groups", groups, "a number")]);
    }

    private static async Task<Verdict> Dates(CheckContext context)
    {
        var contacts = (await context.SomeContactsAsync()).Where(static item => item.Property("createdAt") is not null)
            .Select(static item => item.Text("createdAt") is { } text ? DateForm().IsMatch(text) ? "a date" : "text of another form" : item.Kind("createdAt")).ToList();
        var groups = (await context.Api.GetAsync("group?limit=20")).Data.Where(static item => item.Property("createdAt") is not null).Select(static item => item.Kind("createdAt"));
        return contacts.Count == 0
            ? Verdict.NotDecided("no contact has a date")
            : Verdict.Without([.. Others("contacts", contacts, "a date"), .. Others("groups", groups, "a number")]);
    }

    private static async Task<Verdict> Flags(CheckContext context)
    {
        var contacts = await context.SomeContactsAsync();
        return Verdict.Without([.. SubscriptionChecks.Flags.Where(name => contacts.Any(item => item.Property(name) is null)).Select(static name => $"no {name}")]);
    }

    private static async Task<Verdict> Properties(CheckContext context)
    {
        var others = (await context.SomeContactsAsync()).SelectMany(static item => item.EnumerateObject().Select(static property => property.Name)).Distinct(StringComparer.Ordinal)
            .Except(KnownProperties, StringComparer.Ordinal);
        return Verdict.Without([.. others.Select(static name => NameForm().IsMatch(name) ? name : "a name of another form").Distinct(StringComparer.Ordinal)]);
    }

    private static IEnumerable<string> Others(string what, IEnumerable<string> kinds, string expected) =>
        kinds.Where(kind => kind != expected).Distinct(StringComparer.Ordinal).Select(kind => $"{kind} for {what}");

    private static string Items(int count) => string.Create(CultureInfo.InvariantCulture, $"a page of {count}");

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DateForm();

    [GeneratedRegex("^[A-Za-z_]{1,40}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NameForm();
}
