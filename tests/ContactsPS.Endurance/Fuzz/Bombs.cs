using System.Diagnostics;
using System.Globalization;
using ContactsPS.Client;
using ContactsPS.Client.Errors;
using ContactsPS.Client.Paging;

namespace ContactsPS.Endurance.Fuzz;

/// <summary>Small responses that decompress to large ones: a response larger than that of any service is refused, and any other takes bounded memory.</summary>
internal sealed class Bombs(Findings findings, EnduranceRun run)
{
    private const long Megabyte = 1024 * 1024;
    private const long MostMemory = 300 * Megabyte;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private static readonly (string Name, Func<ContactsClient, Task> Run)[] Operations =
    [
        ("ListContacts", async client => await client.ListContacts(paging: new ListOptions { First = 3 }).CountAsync()),
        ("AddContactsAsync", client => client.AddContactsAsync([new() { ExternalId = "K-1" }, new() { ExternalId = "K-2" }])),
        ("UpdateContactsAsync", client => client.UpdateContactsAsync([new() { Id = 1, FirstName = new("Eve") }, new() { Id = 2, FirstName = new("Eve") }])),
        ("GetSegmentAsync", client => client.GetSegmentAsync("7")),
        ("ListFields", async client => await client.ListFields().CountAsync()),
        ("GetGroupsOfContactAsync", client => client.GetGroupsOfContactAsync(7)),
    ];

    private long mostMemory;
    private string worst = string.Empty;

    public async Task RunAsync()
    {
        using var server = new SingleResponseServer(times: 1);
        using var client = server.CreateClient();
        foreach (var (name, response) in Compression.Bombs())
        {
            var watch = Stopwatch.StartNew();
            var refusal = await TryAsync(server, client, name, Operations[0], response);
            if (refusal?.Message.Contains("larger than", StringComparison.Ordinal) != true)
            {
                findings.Add(new Trial(run.Seed, name, 0, [response]), "a decompression bomb is not detected", refusal?.Message ?? "it was accepted as a response");
            }

            run.Journal.Line(string.Create(CultureInfo.InvariantCulture, $"over sockets: {name} of {response.Body.Length} bytes, refused after {watch.Elapsed.TotalSeconds:0.0} s"));
        }

        var tried = 0;
        for (var number = 0; number < BombBodies.All.Count; number++)
        {
            var (name, create) = BombBodies.All[number];
            var way = Compression.Ways[number % Compression.Ways.Count];
            var response = Compression.Compressed(way, create());
            foreach (var operation in run.Pick(Operations, [Operations[number % Operations.Length]]))
            {
                await TryAsync(server, client, $"{name}, {way}", operation, response);
                tried++;
            }
        }

        run.Journal.Line(string.Create(CultureInfo.InvariantCulture, $"over sockets: {tried} bombs of {BombBodies.Size / Megabyte} MB, most memory {mostMemory / Megabyte} MB ({worst})"));
    }

    /// <returns>The exception; null if there was a result.</returns>
    private async Task<ContactsException?> TryAsync(
        SingleResponseServer server, ContactsClient owner, string name, (string Name, Func<ContactsClient, Task> Run) operation, FuzzResponse response)
    {
        server.Begin(response.ToBytes());
        Flaw? flaw = null;
        var client = owner.WithTrace(trace => flaw ??= ShownText.FlawOf(trace), isDetailed: true);
        var trial = new Trial(run.Seed, $"{operation.Name}, {name}", Stopwatch.GetTimestamp(), [response]);
        ContactsException? ended = null;
        using var memory = new PeakMemory();
        try
        {
            await operation.Run(client);
        }
        catch (ContactsException exception)
        {
            ended = exception;
            flaw ??= ShownText.FlawOf(exception.Message);
        }

        var (growth, elapsed) = (memory.Growth, Stopwatch.GetElapsedTime(trial.Since));
        (mostMemory, worst) = growth > mostMemory ? (growth, trial.Operation) : (mostMemory, worst);
        flaw ??= growth > MostMemory ? new Flaw("a response takes more than 300 MB", string.Create(CultureInfo.InvariantCulture, $"{growth / Megabyte} MB"))
            : elapsed > Longest ? new Flaw("it takes too long", elapsed.ToString())
            : null;
        if (flaw is not null)
        {
            findings.Add(trial, flaw.Kind, flaw.Detail);
        }

        return ended;
    }
}
