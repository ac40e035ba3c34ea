using System.Diagnostics;
using System.Globalization;
using ContactsPS.Client;
using ContactsPS.Client.Errors;
using ContactsPS.Client.Http;
using ContactsPS.Testing;

namespace ContactsPS.Endurance.Fuzz;

/// <summary>Passes one response after the other to the client, and checks the result.</summary>
internal sealed class FuzzWorker : IDisposable
{
    private const int WarmUps = 2_000;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    private readonly FuzzHandler handler = new();
    private readonly WaitSkippingClock clock = new(TimeProvider.System);
    private readonly ContactsClient[] clients;
    private readonly Findings findings;
    private Flaw? shown;

    public FuzzWorker(Findings findings)
    {
        this.findings = findings;
        clients = [CreateClient(retries: 0), CreateClient(retries: 1)];
    }

    public FuzzCounters Counters { get; private set; } = new();

    /// <summary>The current trial and its start.</summary>
    public Trial? Current { get; private set; }

    public void Try(int seed)
    {
        if (TryOnce(seed) is ({ } trial, { } flaw))
        {
            findings.Add(trial, flaw.Kind, flaw.Detail);
        }
    }

    /// <summary>Runs some trials without checking them: the cost of first use, such as tables of the framework, does not belong to a response.</summary>
    public void WarmUp()
    {
        for (var i = 0; i < WarmUps; i++)
        {
            TryOnce(EnduranceOptions.LastSeed - i);
        }

        Counters = new FuzzCounters();
    }

    public void Dispose() => Array.ForEach(clients, client => client.Dispose());

    /// <summary>A client with a detailed trace and, if it has retries, their lines.</summary>
    private ContactsClient CreateClient(int retries) => new ContactsClient(
        new ContactsClientOptions
        {
            BaseUri = new Uri("https://contacts.example/v2.1"),
            ApplicationKey = "key",
            AuthorizationToken = "token",
            MaximumRetryCount = retries,
            TimeProvider = clock,
        },
        handler).WithTrace(trace => shown ??= ShownText.FlawOf(trace), isDetailed: true);

    private (Trial Trial, Flaw Flaw)? TryOnce(int seed)
    {
        handler.Begin(new ResponseGenerator(seed));
        clock.ForgetWaits();
        var (name, run) = FuzzOperations.All[handler.Draw.Next(FuzzOperations.All.Count)];
        var trial = new Trial(seed, name, Stopwatch.GetTimestamp(), handler.Given);
        Current = trial;
        shown = null;
        var client = clients[handler.Draw.Next(clients.Length)];
        var before = GC.GetAllocatedBytesForCurrentThread();
        var flaw = Run(client, run) ?? shown;
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before - handler.Allocated;
        Current = null;
        var elapsed = Stopwatch.GetElapsedTime(trial.Since);
        Counters.Add(handler.Given, allocated, elapsed);
        flaw ??= elapsed > Longest ? new Flaw("it takes too long", string.Create(CultureInfo.InvariantCulture, $"{elapsed.TotalSeconds:0.0} s"))
            : FuzzCounters.IsTooMuch(handler.Given, allocated) ? new Flaw("it takes too much memory", string.Create(CultureInfo.InvariantCulture, $"{allocated / 1024} KB"))
            : clock.Waits.FirstOrDefault(wait => wait > LongestWait) is { Ticks: > 0 } tooLong ? new Flaw("it waits too long", tooLong.ToString())
            : null;
        return flaw is null ? null : (trial, flaw);
    }

    /// <returns>The error in the result; null if it is correct.</returns>
    private Flaw? Run(ContactsClient client, Func<ContactsClient, Task> run)
    {
        try
        {
            var task = run(client);
            if (!task.IsCompleted)
            {
                return new Flaw("it does not end after its responses", task.Status.ToString());
            }

            task.GetAwaiter().GetResult();
            Counters.Results++;
            return null;
        }
        catch (ContactsException exception)
        {
            Counters.Exceptions++;
            return ShownText.FlawOf(exception.Message) ?? exception.Errors.Select(error => ShownText.FlawOf(error.ToString())).FirstOrDefault(flaw => flaw is not null);
        }
        catch (FlawException exception)
        {
            return exception.Flaw;
        }
#pragma warning disable CA1031 // Any other exception is an error to report.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new Flaw(exception.GetType().Name, exception.ToString());
        }
    }
}
