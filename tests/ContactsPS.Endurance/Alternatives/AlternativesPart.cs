using System.Globalization;
using ContactsPS.Testing;

namespace ContactsPS.Endurance.Alternatives;

/// <summary>The steps that the tests run under each alternative, under random combinations of them.</summary>
internal sealed class AlternativesPart : IPart
{
    private const int Combinations = 300;
    private const int FewCombinations = 4;

    public string Name => "alternatives";

    public string About => "the service behaves differently in several ways at once: operations, syncs, prunes and exports give the same result";

    public Task<bool> RunAsync(EnduranceRun run)
    {
        var random = new Random(run.Seed);
        var combinations = Enumerable.Range(0, run.Pick(Combinations, FewCombinations)).Select(_ => Combination.Draw(random)).ToList();
        var plain = ServiceSteps.Run(string.Empty);
        var steps = 0;
        var limited = 0;
        var wrong = 0;
        Parallel.ForEach(combinations, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, combination =>
        {
            var limits = ServiceSteps.LimitsOf(combination.Alternatives);
            foreach (var (expected, actual) in plain.Zip(ServiceSteps.Run(combination.ToString())))
            {
                Interlocked.Increment(ref steps);
                if (expected == actual)
                {
                    continue;
                }

                if (limits.Contains(expected.Name, StringComparer.Ordinal))
                {
                    Interlocked.Increment(ref limited);
                    continue;
                }

                Interlocked.Increment(ref wrong);
                run.Journal.Line($"Start-ContactSandbox {combination}{Environment.NewLine}  {expected.Name}{Environment.NewLine}    plain: {expected.Lines}{Environment.NewLine}    other: {actual.Lines}");
            }
        });
        run.Journal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{combinations.Distinct().Count()} combinations of {combinations.SelectMany(static combination => combination.Alternatives).Distinct(StringComparer.Ordinal).Count()} alternatives, {steps} steps, {limited} others within the limits of docs/service.md, {wrong} wrong"));
        return Task.FromResult(wrong == 0);
    }
}
