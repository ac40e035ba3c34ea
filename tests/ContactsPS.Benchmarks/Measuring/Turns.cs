namespace ContactsPS.Benchmarks.Measuring;

/// <summary>Measures sides in turns, A B C, B C A, C A B …, so that load on the machine affects all of them.</summary>
internal static class Turns
{
    /// <param name="warmUp">Rounds that do not count.</param>
    /// <param name="rounds">Rounds that count.</param>
    /// <returns>The figures of each side, in the order of the sides.</returns>
    public static async Task<IReadOnlyList<Samples>> TakeAsync(int warmUp, int rounds, params IReadOnlyList<Side> sides)
    {
        var taken = sides.Select(_ => new List<double>()).ToArray();
        for (var round = -warmUp; round < rounds; round++)
        {
            for (var turn = 0; turn < sides.Count; turn++)
            {
                var side = (turn + round + warmUp) % sides.Count;
                var value = await sides[side].MeasureAsync();
                if (round >= 0)
                {
                    taken[side].Add(value);
                }
            }
        }

        return [.. taken.Select(values => new Samples(values))];
    }
}
