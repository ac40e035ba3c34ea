using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using ContactsPS.Client;
using ContactsPS.Client.Errors;
using ContactsPS.Client.Http;
using ContactsPS.Client.Paging;
using ContactsPS.Testing;

namespace ContactsPS.Endurance.Fuzz;

/// <summary>The same over a socket, where the framework reads head and body, and decompresses.</summary>
internal sealed class OverSockets(Findings findings, EnduranceRun run)
{
    private const int MostRepetitions = 3;

    // Nothing of it waits for a time-out; a bomb takes a second or two, and more on a busy machine.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    public async Task RunAsync()
    {
        byte[] response = [];
        var sent = 0;
        using var server = new LoopbackServer(async (stream, stopping) =>
        {
            // After some repetitions a plain response ends the client's retries.
            await ReceivedRequest.ReadHeadAsync(stream, stopping);
            await stream.WriteAsync(++sent > MostRepetitions ? FuzzAnswer.Plain.ToBytes() : response, stopping);
            stream.Socket.Shutdown(SocketShutdown.Send);
        });
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
            (response, sent) = (bytes, 0);
            refused += await TryAsync(client, seed, answer) is null ? 0 : 1;
        }

        run.Journal.Line(string.Create(CultureInfo.InvariantCulture, $"over sockets: {count} answers, {refused} ContactsExceptions"));
        foreach (var (name, bomb) in Compression.Bombs())
        {
            (response, sent) = (bomb.ToBytes(), 0);
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
            await foreach (var page in client.ListContacts(paging: new ListOptions { First = 3 }).AsPages().WithCancellation(CancellationToken.None))
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
