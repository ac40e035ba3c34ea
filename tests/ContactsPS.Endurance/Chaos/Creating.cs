using System.Globalization;

namespace ContactsPS.Endurance.Chaos;

/// <summary>Creates contacts with and without external ids, and compares the contacts of the service with the rows, one by one.</summary>
internal sealed class Creating(ChaosAccount account, ChaosSize size)
{
    private const int MostShown = 10;

    /// <returns>Whether every row has its contact, and every contact its row.</returns>
    public bool Run()
    {
        var rows = new ChaosRows(account.Seed).Draw(size.WithExternalId, size.WithoutExternalId);
        var result = account.Pipe([.. rows.Select(row => row.ToObject())], "New-Contact -ExternalDataProperty City", isBatched: true);
        var open = new Dictionary<ChaosRow, int>(rows.CountBy(row => row));
        foreach (var contact in account.Contacts)
        {
            var held = ChaosRow.Of(contact);
            open[held] = open.GetValueOrDefault(held) - 1;
        }

        var isClean = account.Report(new ChaosLine("create", rows.Length, open.Values.Sum(count => Math.Max(0, count)), open.Values.Sum(count => Math.Max(0, -count)), result));
        foreach (var (row, count) in open.Where(entry => entry.Value != 0).Take(MostShown))
        {
            var places = string.Join(", ", rows.Index().Where(indexed => indexed.Item == row).Select(indexed => indexed.Index));
            account.Note(string.Create(CultureInfo.InvariantCulture, $"{(count > 0 ? "lost" : "doubled")} {Math.Abs(count)} of the rows at {places}: {row}"));
        }

        return isClean;
    }
}
