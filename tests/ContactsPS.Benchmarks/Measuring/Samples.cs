namespace ContactsPS.Benchmarks.Measuring;

/// <summary>The figures of the turns of one side. The table shows the median, with the minimum and the maximum.</summary>
internal sealed class Samples(IReadOnlyList<double> values)
{
    private readonly double[] sorted = [.. values.Order()];

    /// <summary>In the order in which they were measured.</summary>
    public IReadOnlyList<double> Values => values;

    public double Median => sorted.Length % 2 == 1
        ? sorted[sorted.Length / 2]
        : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;

    public double Min => sorted[0];

    public double Max => sorted[^1];

    /// <summary>
    /// How many times as long the other side took, turn by turn: both turns are close in time, so that other load on the machine affects both.
    /// </summary>
    public Samples TimesFasterThan(Samples other) => new([.. values.Zip(other.Values, (own, others) => others / own)]);

    /// <summary>How much more than the other side, turn by turn.</summary>
    public Samples Over(Samples other) => new([.. values.Zip(other.Values, (own, others) => own - others)]);

    public Samples Times(double factor) => new([.. values.Select(value => value * factor)]);
}
