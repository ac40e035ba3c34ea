using System.Globalization;
using System.Net;
using System.Text;

namespace ContactsPS.Endurance.Fuzz;

/// <summary>How a service gives the pages of a list.</summary>
internal enum Paging
{
    /// <summary>As they are requested.</summary>
    Whole,

    /// <summary>With never more than so many items.</summary>
    Capped,

    /// <summary>With some of the items that are requested, now more of them and now fewer.</summary>
    Varying,

    /// <summary>With more items than are requested.</summary>
    Larger,

    /// <summary>Whatever the offset, the beginning of the list.</summary>
    None,
}

/// <summary>A list of contacts with awkward texts, in pages that are not what was requested. The same seed draws the same.</summary>
#pragma warning disable CA5394 // The draw must repeat with its seed; nothing is secret about it.
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

    /// <summary>More than anybody needs who gets an item at least with every page, and some that are given up.</summary>
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
            // Anyone who requests so many would go on for ever.
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
