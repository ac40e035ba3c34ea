using System.Globalization;

namespace ContactsPS.Benchmarks.Server;

/// <summary>What an account was asked: list requests, changing requests and the items in them, and the most at one time.</summary>
/// <param name="Lists">List requests.</param>
/// <param name="Writes">Changing requests.</param>
/// <param name="Items">Items in the changing requests.</param>
/// <param name="MostInFlight">The most requests being handled at one time.</param>
/// <param name="ProcessorSeconds">What the server's process has used of the processors since its start, for all accounts.</param>
internal sealed record AccountStats(long Lists, long Writes, long Items, int MostInFlight, double ProcessorSeconds)
{
    public static AccountStats Parse(string text)
    {
        var parts = text.Split(' ');
        return new AccountStats(
            long.Parse(parts[0], CultureInfo.InvariantCulture),
            long.Parse(parts[1], CultureInfo.InvariantCulture),
            long.Parse(parts[2], CultureInfo.InvariantCulture),
            int.Parse(parts[3], CultureInfo.InvariantCulture),
            double.Parse(parts[4], CultureInfo.InvariantCulture));
    }

    public AccountStats Since(AccountStats earlier) => this with
    {
        Lists = Lists - earlier.Lists,
        Writes = Writes - earlier.Writes,
        Items = Items - earlier.Items,
        ProcessorSeconds = ProcessorSeconds - earlier.ProcessorSeconds,
    };

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Lists} {Writes} {Items} {MostInFlight} {ProcessorSeconds}");
}
