using ContactsPS.Benchmarks.Engines;

namespace ContactsPS.Benchmarks.Measuring;

/// <summary>Collects the figures of sides that were measured in turns within one process.</summary>
internal static class ByTurns
{
    /// <param name="expected">The number of contacts that each turn must process.</param>
    public static IReadOnlyDictionary<string, Samples> Of(IReadOnlyList<MeasuredLine> lines, long expected)
    {
        foreach (var line in lines)
        {
            Side.Expect(line.Side, expected, line.Count);
        }

        return lines
            .GroupBy(line => line.Side, StringComparer.Ordinal)
            .ToDictionary(side => side.Key, side => new Samples([.. side.Select(line => line.Value)]), StringComparer.Ordinal);
    }
}
