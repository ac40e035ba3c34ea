namespace ContactsPS.Endurance.Fuzz;

/// <summary>One worker per processor, with a watchdog.</summary>
internal sealed class FuzzPool : IDisposable
{
    private readonly FuzzWorker[] workers;
    private readonly Watchdog watchdog;

    public FuzzPool(Findings findings)
    {
        workers = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new FuzzWorker(findings))];
        watchdog = new Watchdog(workers, findings);
    }

    /// <summary>The results so far.</summary>
    public FuzzCounters Counters
    {
        get
        {
            var sum = new FuzzCounters();
            foreach (var worker in workers)
            {
                sum.Add(worker.Counters);
            }

            return sum;
        }
    }

    public Task WarmUpAsync() => ForEachAsync((worker, _) => worker.WarmUp());

    /// <summary>Runs a number of trials, each with its own seed.</summary>
    public Task RunAsync(int firstSeed, int count) => ForEachAsync((worker, place) =>
    {
        for (var i = place; i < count; i += workers.Length)
        {
            worker.Try(firstSeed + i);
        }
    });

    public void Dispose()
    {
        watchdog.Dispose();
        foreach (var worker in workers)
        {
            worker.Dispose();
        }
    }

    private Task ForEachAsync(Action<FuzzWorker, int> work) => Task.WhenAll(workers.Select((worker, place) =>
        Task.Factory.StartNew(() => work(worker, place), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
}
