using System.Diagnostics;
using System.Globalization;

namespace ContactsPS.Endurance.Fuzz;

/// <summary>Ends the process if a response makes the client run without end: no other way ends such a thread.</summary>
internal sealed class Watchdog : IDisposable
{
    private const long MostMemory = 2L * 1024 * 1024 * 1024;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.5);

    private readonly IReadOnlyList<FuzzWorker> workers;
    private readonly Findings findings;
    private readonly Timer timer;

    public Watchdog(IReadOnlyList<FuzzWorker> workers, Findings findings)
    {
        (this.workers, this.findings) = (workers, findings);
        timer = new Timer(_ => Look(), state: null, Interval, Interval);
    }

    public void Dispose() => timer.Dispose();

    private void Look()
    {
        var memory = GC.GetTotalMemory(forceFullCollection: false);
        var hanging = workers.Select(worker => worker.Current).OfType<Trial>().Where(trial => memory > MostMemory || Stopwatch.GetElapsedTime(trial.Since) > Longest).ToList();
        foreach (var trial in hanging)
        {
            findings.Add(trial, "it does not end", string.Create(CultureInfo.InvariantCulture, $"since {Stopwatch.GetElapsedTime(trial.Since).TotalSeconds:0.0} s, and {memory / 1024 / 1024} MB are in use"));
        }

        if (hanging.Count > 0)
        {
            findings.Sum();
            Environment.Exit(1);
        }
    }
}
