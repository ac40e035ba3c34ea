using ContactsPS.Benchmarks.Engines;

namespace ContactsPS.Benchmarks.Measuring;

/// <summary>What sides took that had their turns within one child process.</summary>
internal static class ByTurns
{
    /// <param name="run">The child's lines.</param>
    /// <param name="expected">How many contacts each turn must have come to.</param>
    public static IReadOnlyDictionary<string, Samples> Of(ChildRun run, long expected)
    {
        foreach (var line in run.Lines)
        {
            Side.Expect(line.Side, expected, line.Count);
        }

        return run.Lines
            .GroupBy(line => line.Side, StringComparer.Ordinal)
            .ToDictionary(lines => lines.Key, lines => new Samples([.. lines.Select(line => line.Value)]), StringComparer.Ordinal);
    }
}
