using System.Diagnostics;
using System.Globalization;
using ContactsPS.Client;
using ContactsPS.Client.Errors;
using ContactsPS.Client.Paging;

namespace ContactsPS.Endurance.Fuzz;

/// <summary>The same over a socket: the framework reads head and body, and decompresses.</summary>
internal sealed class OverSockets(Findings findings, EnduranceRun run)
{
    private const int MostRepetitions = 3;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    public async Task RunAsync()
    {
        using var server = new SingleResponseServer(MostRepetitions);
        using var client = server.CreateClient();
        var count = run.Pick(5_000, 200);
        var refused = 0;
        for (var seed = run.Seed; seed < run.Seed + count; seed++)
        {
            var (response, bytes) = Compression.Draw(seed);
            server.Begin(bytes);
            refused += await TryAsync(client, seed, response) is null ? 0 : 1;
        }

        run.Journal.Line(string.Create(CultureInfo.InvariantCulture, $"over sockets: {count} answers, {refused} ContactsExceptions"));
    }

    /// <returns>The exception; null if there was a result.</returns>
    private async Task<Exception?> TryAsync(ContactsClient client, int seed, FuzzResponse response)
    {
        var trial = new Trial(seed, "ListContacts over a socket", Stopwatch.GetTimestamp(), [response]);
        try
        {
            await foreach (var page in client.ListContacts(paging: new ListOptions { First = 3 }).AsPages().WithCancellation(CancellationToken.None))
            {
                _ = page.Items.Count;
            }

            return null;
        }
        catch (ContactsException exception)
        {
            // The framework's message about a malformed head may contain bytes of it.
            if (ShownText.FlawOf(exception.Message) is { } flaw)
            {
                findings.Add(trial, flaw.Kind, flaw.Detail);
            }

            return exception;
        }
#pragma warning disable CA1031 // Any other exception is an error to report.
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
