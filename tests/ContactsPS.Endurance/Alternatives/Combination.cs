using System.Globalization;
using ContactsPS.Sandbox.Options;

namespace ContactsPS.Endurance.Alternatives;

/// <summary>A combination of alternatives and limits of a sandbox.</summary>
internal sealed record Combination(IReadOnlyList<string> Alternatives, string Limits)
{
    // Large and small combinations: in a combination of all alternatives, the effect of any two is hidden.
    private static readonly double[] Shares = [0.1, 0.25, 0.5];

    // An ignored filter ends some of the steps, and hides what they would show.
    private const double ShareOfIgnoredFilter = 0.15;

    /// <summary>Close to the sizes of the steps: 25 contacts, pages of 5 and 7, and batches of 7.</summary>
    private static readonly int[] PageSizes = [1, 2, 3, 4, 5, 6, 7, 8, 13, 24, 25, 26, 100];
    private static readonly int[] BatchSizes = [7, 8, 25, 100];
    private static readonly int[] Rates = [50, 100];

    public static Combination Draw(Random random)
    {
        var share = Shares[random.Next(Shares.Length)];
        var alternatives = Enum.GetValues<SandboxAlternative>().Where(alternative => random.NextDouble() < (alternative == SandboxAlternative.FilterIgnored ? ShareOfIgnoredFilter : share)).Select(static alternative => alternative.ToString()).ToList();
        return new Combination(alternatives, Limit("-MaximumPageSize", PageSizes, 0.5) + Limit("-MaximumBatchSize", BatchSizes, 0.25) + Limit("-RequestsPerSecond", Rates, 0.1));

        string Limit(string parameter, int[] values, double chance) =>
            random.NextDouble() < chance ? string.Create(CultureInfo.InvariantCulture, $" {parameter} {values[random.Next(values.Length)]}") : string.Empty;
    }

    /// <summary>The arguments of Start-ContactSandbox.</summary>
    public override string ToString() => (Alternatives.Count > 0 ? $"-Alternative {string.Join(", ", Alternatives)}{Limits}" : Limits).Trim();
}
