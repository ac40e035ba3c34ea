using System.Collections;
using System.Globalization;
using ContactsPS.Sandbox.Account;

namespace ContactsPS.Endurance.Chaos;

/// <summary>
/// Syncs groups and opt-outs, with new contacts for half of the rows. One run is cancelled while it runs, and one is stopped downstream. Runs are repeated until one reports no
/// changes. Memberships and opt-outs must then be exactly those of the source.
/// </summary>
internal sealed class Consenting(ChaosAccount account, ChaosSize size)
{
    private const int MostRuns = 10;
    private const long Newsletter = 2;
    private const long Vip = 3;
    private const string Sync = "Sync-Contact -ManageGroup 2, 3 -ManageSubscription * -MaximumPrunePercent 100 -Confirm:$false";

    /// <returns>Whether every row has its contact, and no other contact was created or changed.</returns>
    public bool Run()
    {
        var before = account.Contacts;
        var there = before.Where(contact => contact is { ExternalId: not null, InArchive: false }).Take(size.Grouped).ToList();
        var rows = there.Select((contact, i) => Row(contact.ExternalId!, email: null, i))
            .Concat(Enumerable.Range(1, size.Grouped).Select(i => Row(Text($"C-{i}"), Text($"consent.{i}@example.com"), i)))
            .ToList();
        account.Cancel([.. rows], Sync);
        account.StopDownstream([.. rows], Sync);
        ChaosResult result;
        var runs = 0;
        do
        {
            result = account.Pipe([.. rows], Sync, isBatched: true);
        }
        while (result.Errors.Count > 0 && ++runs < MostRuns);

        var after = account.Contacts;
        var held = after.Where(contact => contact.ExternalId is not null).ToLookup(contact => contact.ExternalId!, StringComparer.Ordinal);
        var lost = rows.Count(row => held[(string)row["ExternalId"]!].Count(contact => IsAsIn(row, contact)) != 1);
        var touched = there.Select(contact => contact.Id).ToHashSet();
        var wrong = before.Zip(after).Count(pair => !touched.Contains(pair.First.Id) && ChaosChange.Picture(pair.First) != ChaosChange.Picture(pair.Second));
        return account.Report(new ChaosLine("consents", rows.Count, lost, after.Count - before.Count - size.Grouped + wrong, result));
    }

    private static bool IsAsIn(Hashtable row, SandboxContact contact) =>
        contact.Groups.Where(group => group is Newsletter or Vip).Order().SequenceEqual(((string)row["Group"]!).Split(';', StringSplitOptions.RemoveEmptyEntries).Select(long.Parse).Order())
        && contact.Unsubscribed == ChannelsOf((string)row["Unsubscribed"]!);

    private static SandboxChannels ChannelsOf(string cell) =>
        cell.Split(';', StringSplitOptions.RemoveEmptyEntries).Aggregate(SandboxChannels.None, static (all, one) => all | Enum.Parse<SandboxChannels>(one, ignoreCase: true));

    private static Hashtable Row(string externalId, string? email, int number)
    {
        var row = new Hashtable(StringComparer.Ordinal)
        {
            ["ExternalId"] = externalId,
            ["Group"] = new[] { string.Empty, "2", "3", "2;3" }[number % 4],
            ["Unsubscribed"] = new[] { string.Empty, "email", "sms;push" }[number % 3],
        };
        if (email is not null)
        {
            row["Email"] = email;
        }

        return row;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
