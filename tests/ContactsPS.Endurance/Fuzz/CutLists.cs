using System.Diagnostics;
using System.Globalization;
using ContactsPS.Client;
using ContactsPS.Client.Errors;
using ContactsPS.Client.Http;
using ContactsPS.Client.Paging;

namespace ContactsPS.Endurance.Fuzz;

/// <summary>Lists in pages that are not what was requested: every item is given once and in order, and the list ends.</summary>
#pragma warning disable CA5394 // The draw must repeat with its seed; nothing is secret about it.
internal sealed class CutLists(Findings findings, EnduranceRun run)
{
    private const int MostInFlight = 8;

    public async Task RunAsync()
    {
        var count = run.Pick(10_000, 500);
        var (items, requests) = (0L, 0L);
        for (var seed = run.Seed; seed < run.Seed + count; seed++)
        {
            var dice = new Random(seed);
            using var list = new CutList(dice);
            if (await TryAsync(list, dice) is { } flaw)
            {
                findings.Add(new Trial(seed, list.ToString(), Stopwatch.GetTimestamp(), []), flaw.Kind, flaw.Detail);
            }

            items += list.Count;
            requests += list.Requests;
        }

        run.Journal.Line(string.Create(CultureInfo.InvariantCulture, $"cut pages: {count} lists of {items} items, {requests} requests"));
    }

    private static async Task<Flaw?> TryAsync(CutList list, Random dice)
    {
        Flaw? shown = null;
        using var owner = new ContactsClient(
            new ContactsClientOptions
            {
                BaseUri = new Uri("https://contacts.example/v2.1"),
                ApplicationKey = "key",
                AuthorizationToken = "token",
                MaximumRetryCount = 0,
                ThrottleLimit = dice.Next(1, MostInFlight + 1),
            },
            list);
        var client = owner.WithTrace(trace => shown ??= ShownText.FlawOf(trace), isDetailed: dice.Next(2) == 0);
        var paging = new ListOptions
        {
            PageSize = dice.Next(1, 101),
            Skip = dice.Next(4) == 0 ? dice.Next(list.Count + 10) : 0,
            First = dice.Next(3) == 0 ? dice.Next(list.Count + 10) : long.MaxValue,
        };
        var wanted = Enumerable.Range(1, list.Count).Skip((int)paging.Skip).Take((int)Math.Min(paging.First, int.MaxValue)).Select(id => (long)id).ToList();
        var what = dice.Next(3);
        var given = new List<long>();
        try
        {
            await foreach (var id in Ids(client, paging, what))
            {
                given.Add(id);
                if (given.Count > list.MostRequests * paging.PageSize)
                {
                    break;
                }
            }
        }
        catch (ContactsException exception) when (list.Paging == Paging.None)
        {
            // To say that the list does not go on is as good an end.
            shown ??= ShownText.FlawOf(exception.Message);
        }
        catch (ContactsException exception)
        {
            return new Flaw("a list cannot be read", exception.Message);
        }

        var isGiven = list.Paging == Paging.None ? given.Count <= paging.First : given.SequenceEqual(wanted);
        return list.Requests > list.MostRequests ? new Flaw("a list does not end", string.Create(CultureInfo.InvariantCulture, $"{given.Count} items were given"))
            : !isGiven ? new Flaw("items are lost, doubled or not in order", string.Create(CultureInfo.InvariantCulture, $"{given.Count} of {wanted.Count} in pages of {paging.PageSize}"))
            : shown;
    }

    private static IAsyncEnumerable<long> Ids(ContactsClient client, ListOptions paging, int what) => what switch
    {
        0 => client.ListContacts(paging: paging).Select(contact => contact.Id!.Value),
        1 => client.ListGroups(paging).Select(group => group.Id!.Value),
        _ => client.ListFields(paging).Select(field => long.Parse(field.Id!, CultureInfo.InvariantCulture)),
    };
}
#pragma warning restore CA5394
