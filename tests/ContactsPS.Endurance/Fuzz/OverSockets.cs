using System.Diagnostics;
using System.Globalization;
using ContactsPS.Client;
using ContactsPS.Client.Tests;

namespace ContactsPS.Endurance.Fuzz;

/// <summary>The same over a socket, where the framework reads head and body, and decompresses.</summary>
internal sealed class OverSockets(Findings findings, EnduranceRun run)
{
    // Nothing of it waits for a time-out; a bomb takes a second or two, and more on a busy machine.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    public async Task RunAsync()
    {
        using var server = new RawAnswers();
        using var client = new ContactsClient(new ContactsClientOptions
        {
            BaseUri = server.BaseUri,
            ApplicationKey = "key",
            AuthorizationToken = "token",
            MaximumRetryCount = 0,
            Timeout = Timeout,
            TimeProvider = new WaitSkippingClock(TimeProvider.System),
        });
        var count = run.Pick(5_000, 200);
        var refused = 0;
        for (var seed = run.Seed; seed < run.Seed + count; seed++)
        {
            var (answer, bytes) = Compression.Draw(seed);
            server.Set(bytes);
            refused += await TryAsync(client, seed, answer) is null ? 0 : 1;
        }

        run.Journal.Line(string.Create(CultureInfo.InvariantCulture, $"over sockets: {count} answers, {refused} ContactsExceptions"));
        foreach (var (name, bomb) in Compression.Bombs())
        {
            server.Set(bomb.ToBytes());
            var watch = Stopwatch.StartNew();
            var refusal = await TryAsync(client, run.Seed, bomb);
            if (refusal?.Message.Contains("larger than", StringComparison.Ordinal) != true)
            {
                findings.Add(new Trial(run.Seed, name, 0, [bomb]), "a bomb is not known for one", refusal?.Message ?? "it was taken for an answer");
            }

            run.Journal.Line(string.Create(CultureInfo.InvariantCulture, $"over sockets: {name} of {bomb.Body.Length} bytes, refused after {watch.Elapsed.TotalSeconds:0.0} s"));
        }
    }

    /// <returns>What it ended with; null where that is a result.</returns>
    private async Task<Exception?> TryAsync(ContactsClient client, int seed, FuzzAnswer answer)
    {
        var trial = new Trial(seed, "ListContacts over a socket", Stopwatch.GetTimestamp(), [answer]);
        try
        {
            await foreach (var page in client.ListContacts(paging: new Paging { First = 3 }).AsPages().WithCancellation(CancellationToken.None))
            {
                _ = page.Items.Count;
            }

            return null;
        }
        catch (ContactsException exception)
        {
            return exception;
        }
#pragma warning disable CA1031 // Any other exception is what is looked for.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            findings.Add(trial, exception.GetType().Name, exception.ToString());
            return exception;
        }
        finally
        {
            if (Stopwatch.GetElapsedTime(trial.Since) > Longest)
            {
                findings.Add(trial, "it takes too long", Longest.ToString());
            }
        }
    }
}
