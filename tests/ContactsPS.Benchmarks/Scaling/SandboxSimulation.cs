using System.Diagnostics;
using System.Globalization;
using ContactsPS.Benchmarks.Engines;
using ContactsPS.Benchmarks.Measuring;
using ContactsPS.Testing;

namespace ContactsPS.Benchmarks.Scaling;

/// <summary>
/// The same work against the sandbox, in this process, with less latency and fewer contacts than in practice: measures the input of the model, and what the model predicts.
/// </summary>
internal sealed class SandboxSimulation : IDisposable
{
    private const int PageSize = 100;
    private const string Reading = "$c = Get-Contact -PageSize 100; $c.Count";
    private const string Writing = $"$c = $rows | {NewRows.Create}; $c.Count";

    private readonly HostedEngine engine = HostedEngine.WithModule();
    private readonly string csv = Path.GetTempFileName();
    private readonly int contacts;
    private readonly int rounds;

    public SandboxSimulation(int contacts, int rounds)
    {
        this.contacts = contacts;
        this.rounds = rounds;
        var lines = Enumerable.Range(1, contacts).Select(i => string.Create(CultureInfo.InvariantCulture, $"C-{i},anna.{i}@example.com,Anna,Nowak,Łódź"));
        File.WriteAllLines(csv, ["ExternalId,Email,FirstName,LastName,City", .. lines]);
        engine.Run($"$global:rows = {NewRows.Objects}", ("n", contacts)).ThrowIfFailed();
    }

    /// <summary>The requests of one run, without the one that finds no more.</summary>
    public int Requests => contacts / PageSize;

    public double Read(int milliseconds, int inFlight) => MedianOf(() => Measure($"-Path $csv -DelayMilliseconds {milliseconds}", inFlight, Reading));

    public double Write(int milliseconds, int inFlight) => MedianOf(() => Measure($"-DelayMilliseconds {milliseconds}", inFlight, Writing));

    /// <summary>The real duration of a delay on this machine.</summary>
    public static async Task<double> DelayAsync(int milliseconds)
    {
        var taken = new List<double>();
        for (var i = 0; i < 15; i++)
        {
            var watch = Stopwatch.StartNew();
            await Task.Delay(milliseconds);
            taken.Add(watch.Elapsed.TotalSeconds);
        }

        return new Samples(taken).Median;
    }

    public void Dispose()
    {
        engine.Dispose();
        File.Delete(csv);
    }

    private double MedianOf(Func<double> measure) => new Samples([.. Enumerable.Range(0, rounds).Select(_ => measure())]).Median;

    /// <summary>One run against its own sandbox, without starting and filling it.</summary>
    private double Measure(string sandboxArguments, int inFlight, string script)
    {
        engine.Run($"Start-ContactSandbox {sandboxArguments} | Connect-ContactService -ThrottleLimit {inFlight}", ("csv", csv)).ThrowIfFailed();
        try
        {
            var watch = Stopwatch.StartNew();
            var count = engine.Count(script);
            var seconds = watch.Elapsed.TotalSeconds;
            Side.Expect("The simulation", contacts, count);
            return seconds;
        }
        finally
        {
            engine.Run("Stop-ContactSandbox");
        }
    }
}
