using System.Globalization;

namespace ContactsPS.Benchmarks.Server;

/// <summary>The requests of an account: list requests, changing requests and their items, and the maximum in flight.</summary>
/// <param name="MostInFlight">The maximum number of requests that were handled at the same time.</param>
/// <param name="ProcessorSeconds">The processor time of the server process since its start, for all accounts.</param>
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
