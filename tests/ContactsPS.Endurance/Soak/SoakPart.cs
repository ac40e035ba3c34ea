using System.Globalization;
using System.Management.Automation;

namespace ContactsPS.Endurance.Soak;

/// <summary>Several runspaces at full throttle, for as long as one likes.</summary>
internal sealed class SoakPart : IPart
{
    private const int Workers = 3;
    private const int SamplesBetweenNotes = 12;

    public string Name => "soak";

    public string About => "several runspaces send requests at full speed: memory, sockets, threads and handles do not grow";

    public async Task<bool> RunAsync(EnduranceRun run)
    {
        var time = TimeSpan.FromMinutes(run.Minutes ?? run.Pick(10.0, 10.0 / 60));
        using var sandbox = await SandboxProcess.StartAsync(run.Seed);
        using var isOver = new CancellationTokenSource(time);
        SoakWorker[] workers = [.. Enumerable.Range(0, Workers).Select(number => new SoakWorker(number, run.Pick(500, 100), sandbox.Connection))];
        try
        {
            var shared = workers[0].Share();
            var working = Task.WhenAll(workers.Select(worker => Task.Factory.StartNew(
                () => Work(worker, shared, isOver, run.Journal), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
            var readings = await SampleAsync(run, time, workers, isOver.Token);
            var worked = (await working).All(ended => ended);
            return Report(run, workers, readings) && worked && IsAsBefore(workers[0].CountContacts(shared), run.Journal);
        }
        finally
        {
            foreach (var worker in workers)
            {
                worker.Dispose();
            }
        }
    }

    private static bool Work(SoakWorker worker, PSObject shared, CancellationTokenSource isOver, Journal journal)
    {
        try
        {
            worker.Run(shared, isOver.Token);
            return true;
        }
#pragma warning disable CA1031 // Whatever went wrong in a cycle ends the soak, and is told.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            journal.Note($"worker {worker}: {exception.Message}");
            isOver.Cancel();
            return false;
        }
    }

    private static async Task<List<Reading>> SampleAsync(EnduranceRun run, TimeSpan time, SoakWorker[] workers, CancellationToken isOver)
    {
        // Often enough that a quarter has a median worth the name.
        var interval = TimeSpan.FromSeconds(Math.Clamp(time.TotalSeconds / 100, 0.2, 5));
        var readings = new List<Reading>();
        using var timer = new PeriodicTimer(interval);
        while (!isOver.IsCancellationRequested && await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            readings.Add(Reading.Take());
            if (!run.IsShort && readings.Count % SamplesBetweenNotes == 0)
            {
                run.Journal.Note(string.Create(CultureInfo.InvariantCulture, $"{workers.Sum(worker => worker.Cycles)} cycles, {readings[^1]}"));
            }
        }

        return readings;
    }

    private static bool Report(EnduranceRun run, SoakWorker[] workers, List<Reading> readings)
    {
        run.Journal.Line(string.Create(CultureInfo.InvariantCulture, $"{workers.Sum(worker => worker.Cycles)} cycles in {workers.Length} runspaces, {readings.Count} samples"));
        run.Journal.Line(Level.Head);
        var held = true;
        foreach (var level in Level.All)
        {
            var (line, isLevel) = level.Judge(readings, run.IsShort);
            run.Journal.Line(line);
            held &= isLevel;
        }

        return held;
    }

    private static bool IsAsBefore(long contacts, Journal journal)
    {
        journal.Line(string.Create(CultureInfo.InvariantCulture, $"contacts left behind: {contacts}"));
        return contacts == 0;
    }
}
