namespace ContactsPS.Endurance.Chaos;

/// <summary>Contacts are created and changed while every fifth request goes wrong, in every way that a client can settle.</summary>
internal sealed class ChaosPart : IPart
{
    private const int Seeds = 3;

    public string Name => "chaos";

    public string About => "one fifth of all requests fails, in all ways at once: nothing is lost, doubled or unknown";

    public async Task<bool> RunAsync(EnduranceRun run)
    {
        var size = run.Pick(ChaosSize.Long, ChaosSize.Short);
        var kinds = run.Pick(SandboxKind.All, [SandboxKind.Plain, SandboxKind.Worst]);
        run.Journal.Line(ChaosLine.Head);
        var held = true;
        foreach (var seed in Enumerable.Range(run.Seed, run.Pick(Seeds, 1)))
        {
            // Most of it is waiting, so the kinds run side by side.
            var runs = kinds.Select(kind => Task.Factory.StartNew(
                () => RunOne(kind, seed, size, run.Journal), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
            held &= (await Task.WhenAll(runs)).All(ran => ran);
        }

        return held;
    }

    private static bool RunOne(SandboxKind kind, int seed, ChaosSize size, Journal journal)
    {
        using var account = new ChaosAccount(kind, seed, size, journal);
        var held = new Creating(account, size).Run();
        held &= new Syncing(account, size).Run();
        held &= new Consenting(account, size).Run();
        foreach (var change in ChaosChange.All)
        {
            held &= new Changing(account, change).Run(size.Of(change));
        }

        return held;
    }
}
