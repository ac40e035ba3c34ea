using ContactsPS.Benchmarks.Engines;

namespace ContactsPS.Benchmarks.Measuring;

/// <summary>What sides took that had their turns within one process.</summary>
internal static class ByTurns
{
    /// <param name="lines">What was measured.</param>
    /// <param name="expected">How many contacts each turn must have come to.</param>
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
