using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using ContactsPS.Sandbox;
using ContactsPS.Sandbox.Account;
using ContactsPS.Testing;

namespace ContactsPS.Endurance.Chaos;

/// <summary>A sandbox with faults, and an engine with the built module that is connected to it.</summary>
internal sealed class ChaosAccount : IDisposable
{
    private const int Retries = 10;

    private static readonly TimeSpan BetweenNotes = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan MostBeforeCancel = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MostUntilProcessed = TimeSpan.FromSeconds(30);

    private readonly HostedEngine engine = HostedEngine.WithModule();
    private readonly SandboxServer server;
    private readonly SandboxKind kind;
    private readonly ChaosSize size;
    private readonly Journal journal;

    public ChaosAccount(SandboxKind kind, int seed, ChaosSize size, Journal journal)
    {
        (this.kind, Seed, this.size, this.journal) = (kind, seed, size, journal);
        server = kind.Start(seed);
        engine.Connect(new EngineConnection(server.BaseUri, server.ApplicationKey, server.AuthorizationToken) { MaximumRetryCount = Retries, TimeoutSec = size.TimeoutSec });
    }

    public int Seed { get; }

    /// <summary>The contacts of the service, including archived ones.</summary>
    public IReadOnlyList<SandboxContact> Contacts => server.Account.Contacts;

    /// <summary>Pipes rows into a command, and collects its output and errors.</summary>
    public ChaosResult Pipe(IReadOnlyList<object> rows, string command, bool isBatched)
    {
        var batch = isBatched ? $" -BatchSize {size.BatchSize.ToString(CultureInfo.InvariantCulture)}" : string.Empty;
        var before = server.RequestCount;
        var watch = Stopwatch.StartNew();
        using var notes = new Timer(_ => Note(command, watch.Elapsed), state: null, BetweenNotes, BetweenNotes);
        var said = engine.Run($"$rows | {command}{batch} -ErrorAction SilentlyContinue -ErrorVariable failed; $failed", ("rows", rows)).ThrowIfFailed().Output;
        return new ChaosResult(
            [.. said.Where(item => item.BaseObject is not ErrorRecord)],
            [.. said.Select(item => item.BaseObject).OfType<ErrorRecord>()],
            server.RequestCount - before,
            isBatched ? (rows.Count + size.BatchSize - 1) / size.BatchSize : rows.Count,
            watch.Elapsed);
    }

    /// <summary>Pipes rows into a command, and stops the pipeline downstream of it.</summary>
    public void StopDownstream(IReadOnlyList<object> rows, string command) =>
        engine.Run($"$null = $rows | {command} -BatchSize {size.BatchSize.ToString(CultureInfo.InvariantCulture)} -ErrorAction SilentlyContinue | Select-Object -First 3", ("rows", rows)).ThrowIfFailed();

    /// <summary>Pipes rows into a command, and cancels the command while it runs, as Ctrl+C does.</summary>
    public void Cancel(IReadOnlyList<object> rows, string command)
    {
        using var run = engine.Create($"$rows | {command} -BatchSize {size.BatchSize.ToString(CultureInfo.InvariantCulture)} -ErrorAction SilentlyContinue", ("rows", rows));
        var started = run.BeginInvoke();
        var requests = server.RequestCount;
#pragma warning disable CA5394 // The same seed must give the same run; nothing here is secret.
        var most = new Random(Seed).Next(5, 60);
#pragma warning restore CA5394
        SpinWait.SpinUntil(() => started.IsCompleted || server.RequestCount > requests + most, MostBeforeCancel);
        run.Stop();

        // A request that was sent may be processed after the client stopped waiting. A run that begins before that sees an account that is still changing.
        _ = engine.Run("Test-ContactConnection -WarningAction SilentlyContinue");
        if (!SpinWait.SpinUntil(() => server.InFlight == 0, MostUntilProcessed))
        {
            throw new TimeoutException("The sandbox still handles cancelled requests.");
        }
    }

    /// <returns>Whether the line shows no error.</returns>
    public bool Report(ChaosLine line)
    {
        journal.Line(line.ToString(Seed, kind.Name));
        foreach (var error in line.Answer.Errors.Take(3))
        {
            journal.Note(error.ToString());
        }

        return line.IsClean;
    }

    public void Note(string text) => journal.Note(string.Create(CultureInfo.InvariantCulture, $"seed {Seed}, {kind.Name}: {text}"));

    public void Dispose()
    {
        engine.Dispose();
        server.Dispose();
    }

    private void Note(string command, TimeSpan elapsed) =>
        Note(string.Create(CultureInfo.InvariantCulture, $"{command.Split(' ')[0]} since {elapsed.TotalSeconds:0} s, {server.RequestCount} requests, {Contacts.Count} contacts"));
}
