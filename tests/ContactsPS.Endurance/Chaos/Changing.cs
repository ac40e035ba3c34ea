namespace ContactsPS.Endurance.Chaos;

/// <summary>Changes contacts that are there, and compares every contact of the account with what it has to be then.</summary>
internal sealed class Changing(ChaosAccount account, ChaosChange change)
{
    /// <param name="count">How many contacts are changed, where there are so many.</param>
    /// <returns>Whether each of them was changed, and no other.</returns>
    public bool Run(int count)
    {
        var before = account.Contacts;
        var candidates = before.Where(contact => !contact.InArchive && (!change.IsByExternalId || contact.ExternalId is not null)).ToArray();
#pragma warning disable CA5394 // The draw must repeat with its seed; nothing is secret about it.
        new Random(account.Seed).Shuffle(candidates);
#pragma warning restore CA5394
        var chosen = candidates.Take(count).ToDictionary(contact => contact.Id);
        var answer = account.Pipe([.. chosen.Values.Select(change.RowFor)], $"{change.Command} -PassThru", isBatched: !change.IsOneByOne);

        var wrong = before.Zip(account.Contacts).Where(pair => ChaosChange.Picture(chosen.ContainsKey(pair.First.Id) ? change.After(pair.First) : pair.First) != ChaosChange.Picture(pair.Second))
            .Select(pair => pair.First.Id)
            .ToList();
        var lost = wrong.Count(chosen.ContainsKey);
        return account.Report(new ChaosLine(change.Name, chosen.Count, lost, wrong.Count - lost + ToldTwice(answer), answer));
    }

    /// <summary>How many contacts were written more than once.</summary>
    private int ToldTwice(ChaosAnswer answer)
    {
        var name = change.IsByExternalId ? "ExternalId" : "Id";
        return answer.Output.Count - answer.Output.DistinctBy(contact => contact.Properties[name].Value).Count();
    }
}
