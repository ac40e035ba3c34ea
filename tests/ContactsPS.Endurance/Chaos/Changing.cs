namespace ContactsPS.Endurance.Chaos;

/// <summary>Changes existing contacts, and compares every contact of the account with its expected state.</summary>
internal sealed class Changing(ChaosAccount account, ChaosChange change)
{
    /// <param name="count">How many contacts are changed, if there are that many.</param>
    /// <returns>Whether each of them was changed, and no other.</returns>
    public bool Run(int count)
    {
        var before = account.Contacts;
        var candidates = before.Where(contact => !contact.InArchive && (!change.IsByExternalId || contact.ExternalId is not null)).ToArray();
#pragma warning disable CA5394 // The same seed must give the same run; nothing here is secret.
        new Random(account.Seed).Shuffle(candidates);
#pragma warning restore CA5394
        var chosen = candidates.Take(count).ToDictionary(contact => contact.Id);
        var result = account.Pipe([.. chosen.Values.Select(change.RowFor)], $"{change.Command} -PassThru", isBatched: !change.IsOneByOne);

        var wrong = before.Zip(account.Contacts).Where(pair => ChaosChange.Picture(chosen.ContainsKey(pair.First.Id) ? change.After(pair.First) : pair.First) != ChaosChange.Picture(pair.Second))
            .Select(pair => pair.First.Id)
            .ToList();
        var lost = wrong.Count(chosen.ContainsKey);
        return account.Report(new ChaosLine(change.Name, chosen.Count, lost, wrong.Count - lost + WrittenTwice(result), result));
    }

    /// <summary>How many contacts were written more than once.</summary>
    private int WrittenTwice(ChaosResult result)
    {
        var name = change.IsByExternalId ? "ExternalId" : "Id";
        return result.Output.Count - result.Output.DistinctBy(contact => contact.Properties[name].Value).Count();
    }
}
