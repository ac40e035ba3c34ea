using System.Globalization;
using System.Net;
using System.Text;

namespace ContactsPS.Endurance.Fuzz;

/// <summary>How a service returns the pages of a list.</summary>
internal enum Paging
{
    /// <summary>As requested.</summary>
    Whole,

    /// <summary>With a maximum number of items.</summary>
    Capped,

    /// <summary>With a varying number of the requested items.</summary>
    Varying,

    /// <summary>With more items than requested.</summary>
    Larger,

    /// <summary>From the beginning of the list, whatever the offset.</summary>
    None,
}

/// <summary>A list of contacts with awkward texts, in pages that differ from the requested ones. The same seed gives the same list.</summary>
#pragma warning disable CA5394 // The same seed must give the same run; nothing here is secret.
internal sealed class CutList : HttpMessageHandler
{
    private const int MostItems = 300;

    private readonly Lock gate = new();
    private readonly Random dice;
    private readonly int cap;
    private readonly bool answersLater;
    private readonly List<string> items;

    public CutList(Random dice)
    {
        this.dice = dice;
        Paging = Enum.GetValues<Paging>()[dice.Next(Enum.GetValues<Paging>().Length)];
        cap = dice.Next(1, 40);
        answersLater = dice.Next(2) == 0;
        items = [.. Enumerable.Range(1, dice.Next(MostItems)).Select(Item)];
    }

    public Paging Paging { get; }

    public int Count => items.Count;

    public int Requests { get; private set; }

    /// <summary>More requests than a reader needs that gets at least one item with every page, and some for cancelled pages.</summary>
    public int MostRequests => (2 * Count) + 100;

    public override string ToString() => $"{Count} items, pages {Paging} ({cap}), {Requests} requests";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var query = request.RequestUri!.Query.TrimStart('?').Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        var page = Page((int)Math.Min(long.Parse(query["offset"], CultureInfo.InvariantCulture), Count), int.Parse(query["limit"], CultureInfo.InvariantCulture));
        if (answersLater)
        {
            await Task.Yield();
        }

        var body = $$$"""{"meta":{"numberOfErrors":0,"numberOfData":{{{page.Count}}},"status":200,"uniqId":"085fa5dabf"},"data":[{{{string.Join(',', page)}}}],"errors":[]}""";
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
    }

    private List<string> Page(int offset, int limit)
    {
        lock (gate)
        {
            // A reader that requests more than this would never end.
            return ++Requests > MostRequests ? [] : [.. items.Skip(Paging == Paging.None ? 0 : offset).Take(Paging switch
            {
                Paging.Capped => Math.Min(limit, cap),
                Paging.Varying => dice.Next(1, limit + 1),
                Paging.Larger => limit + dice.Next(cap),
                _ => limit,
            })];
        }
    }

    private string Item(int id)
    {
        var text = AwkwardText.Draw(dice);
        return $$$"""{"id":{{{id}}},"name":"{{{text}}}{{{id}}}","externalId":"K-{{{id}}}{{{text}}}","firstName":"{{{text}}}","externalData":{"{{{text}}}":"{{{text}}}"},"{{{text}}}":1}""";
    }
}
#pragma warning restore CA5394
