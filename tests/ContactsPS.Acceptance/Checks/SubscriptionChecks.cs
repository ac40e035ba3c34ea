using ContactsPS.Acceptance.Own;
using ContactsPS.Acceptance.Results;

namespace ContactsPS.Acceptance.Checks;

/// <summary>Checks of channels.</summary>
internal static class SubscriptionChecks
{
    public static readonly string[] Channels = ["email", "sms", "push"];

    public static readonly string[] Flags = ["isUnsubscribeEmail", "isUnsubscribeSms", "isUnsubscribePush"];

    public static IReadOnlyList<Check> All { get; } =
    [
        new("F14", Access.Writes, "unsubscribes a contact of its own from each channel, from all, and from one that does not exist", Names),
        new("F53", Access.Writes, "unsubscribes a contact of its own twice, and resubscribes it twice", Twice),
    ];

    private static async Task<Verdict> Names(CheckContext context)
    {
        var contact = await context.Own.CreateAsync();
        var differences = new List<string>();
        foreach (var (channel, exists) in Channels.Append("all").Select(static name => (name, true)).Append(("carrier-pigeon", false)))
        {
            var response = await context.Api.PostAsync($"contact/unsubscribe/{channel}", OwnContacts.Ids(contact.Id));
            if (response.IsDone != exists)
            {
                differences.Add($"{response} for {(exists ? channel : "a channel that does not exist")}");
            }
        }

        return Verdict.Without(differences);
    }

    private static async Task<Verdict> Twice(CheckContext context)
    {
        var contact = await context.Own.CreateAsync();
        var differences = new List<string>();
        foreach (var action in new[] { "unsubscribe", "unsubscribe", "resubscribe", "resubscribe" })
        {
            var response = await context.Api.PostAsync($"contact/{action}/email", OwnContacts.Ids(contact.Id));
            if (!response.IsDone)
            {
                differences.Add($"{response} for {action}");
            }
        }

        return Verdict.Without(differences);
    }
}
