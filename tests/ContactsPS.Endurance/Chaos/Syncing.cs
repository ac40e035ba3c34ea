using System.Collections;
using System.Globalization;

namespace ContactsPS.Endurance.Chaos;

/// <summary>Syncs until a run reports no changes, with new contacts for half of the rows, and compares the contacts of the service with the rows.</summary>
internal sealed class Syncing(ChaosAccount account, ChaosSize size)
{
    private const int MostRuns = 10;
    private const string Name = "Synced";

    /// <returns>Whether every row has its contact, and no other contact was created or changed.</returns>
    public bool Run()
    {
        var before = account.Contacts;
        var there = before.Where(contact => contact is { ExternalId: not null, InArchive: false }).Take(size.Changed / 2).ToList();
        var rows = there.Select((contact, i) => Row(contact.ExternalId!, email: null, i % 2 == 0 ? Name : contact.FirstName))
            .Concat(Enumerable.Range(1, size.Changed / 2).Select(i => Row(Text($"S-{i}"), Text($"synced.{i}@example.com"), Name)))
            .ToList();
        ChaosResult result;
        var runs = 0;
        do
        {
            result = account.Pipe([.. rows], "Sync-Contact", isBatched: true);
        }
        while (result.Errors.Count > 0 && ++runs < MostRuns);

        var after = account.Contacts;
        var held = after.Where(contact => contact.ExternalId is not null).ToLookup(contact => contact.ExternalId!, StringComparer.Ordinal);
        var lost = rows.Count(row => !held[(string)row["ExternalId"]!].Any(contact => contact.FirstName == (string?)row["FirstName"]));
        var touched = there.Select(contact => contact.Id).ToHashSet();
        var wrong = before.Zip(after).Count(pair => !touched.Contains(pair.First.Id) && ChaosChange.Picture(pair.First) != ChaosChange.Picture(pair.Second));
        return account.Report(new ChaosLine("sync", rows.Count, lost, after.Count - before.Count - (size.Changed / 2) + wrong, result));
    }

    private static Hashtable Row(string externalId, string? email, string? firstName)
    {
        var row = new Hashtable(StringComparer.Ordinal) { ["ExternalId"] = externalId, ["FirstName"] = firstName };
        if (email is not null)
        {
            row["Email"] = email;
        }

        return row;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
