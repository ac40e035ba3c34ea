using System.Globalization;
using ContactsPS.Acceptance.Checks;
using ContactsPS.Acceptance.Results;
using ContactsPS.Sandbox.Options;
using ContactsPS.Testing;

namespace ContactsPS.Acceptance.Tests;

/// <summary>A run reports exactly the facts that do not hold at a service, and each check can fail.</summary>
public sealed class FactTests
{
    /// <summary>The facts that a small account on loopback leaves undecided: the vendor's address, a page of 1000, a 429.</summary>
    private static readonly string[] NotDecided = ["F1", "F22", "F31"];

    /// <summary>The facts that an alternative also leaves undecided.</summary>
    private static readonly Dictionary<string, string[]> AlsoNotDecided = new(StringComparer.Ordinal)
    {
        // Without an archive there are no dates of archiving.
        ["Erasing"] = ["F9", "F10"],

        // If filters do nothing, their effect cannot be seen, and there is no list that holds only contacts of the run.
        ["FilterIgnored"] = ["F8", "F9", "F10", "F21", "F28", "F35", "F37", "F38", "F40", "F41", "F43", "F68"],
    };

    /// <summary>Behaviours that are not a value of -Alternative.</summary>
    private static readonly Dictionary<string, Func<ServiceUnderTest>> Parameters = new(StringComparer.Ordinal)
    {
        ["-MaximumPageSize"] = static () => new ServiceUnderTest(new SandboxOptions { MaximumPageSize = 110 }),
        ["-MaximumBatchSize"] = static () => new ServiceUnderTest(new SandboxOptions { MaximumBatchSize = 7 }),
        ["-RequestsPerSecond"] = static () => new ServiceUnderTest(new SandboxOptions { RequestsPerSecond = 150 }) { Time = TimeProvider.System },
        ["-Fault TooManyRequestsWithoutRetryAfter"] = static () => Failing(SandboxFault.TooManyRequestsWithoutRetryAfter),
    };

    public static TheoryData<string> Alternatives => [.. Enum.GetNames<SandboxAlternative>(), .. Parameters.Keys];

    public static TheoryData<string> Changes => [.. ServiceChange.All.Select(static change => change.Name)];

    [Fact]
    public async Task At_the_unchanged_sandbox_every_decided_fact_holds()
    {
        using var service = new ServiceUnderTest();
        AssertFound(await service.RunAsync(), service, [], NotDecided);
    }

    [Theory]
    [MemberData(nameof(Alternatives))]
    public async Task With_an_alternative_exactly_its_facts_do_not_hold(string alternative)
    {
        using var service = Parameters.TryGetValue(alternative, out var make) ? make() : new ServiceUnderTest(new SandboxOptions { Alternatives = [Enum.Parse<SandboxAlternative>(alternative)] });
        string[] facts = [.. Fact.All.Where(fact => fact.Opposites.Contains(alternative, StringComparer.Ordinal)).Select(static fact => fact.Number)];
        Assert.NotEmpty(facts);
        string[] decided = alternative == "-RequestsPerSecond" ? ["F31"] : [];
        AssertFound(await service.RunAsync(), service, facts, [.. NotDecided.Except(decided), .. AlsoNotDecided.GetValueOrDefault(alternative, [])]);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task At_a_changed_service_exactly_its_facts_do_not_hold(string name)
    {
        var change = ServiceChange.All.Single(change => change.Name == name);
        using var service = new ServiceUnderTest(change: change);
        AssertFound(await service.RunAsync(), service, change.Facts, [.. NotDecided, .. change.NotDecided]);
    }

    [Fact]
    public void For_every_check_there_is_a_service_at_which_it_fails()
    {
        var refutable = Fact.All.Where(static fact => fact.Opposites.Count > 0).Select(static fact => fact.Number).Concat(ServiceChange.All.SelectMany(static change => change.Facts)).Concat(["F1", "F2"]);
        Assert.Equal([], Check.All.Select(static check => check.Fact).Except(refutable));
    }

    [Fact]
    public void Every_fact_has_one_check()
    {
        Assert.Equal(Fact.All.Select(static fact => fact.Number).Order(StringComparer.Ordinal), Check.All.Select(static check => check.Fact).Order(StringComparer.Ordinal));
        Assert.Equal(Enumerable.Range(1, Fact.All.Count).Select(static number => $"F{number}"), Fact.All.Select(static fact => fact.Number));
    }

    [Fact]
    public void Every_alternative_in_the_table_exists() =>
        Assert.Equal([], Fact.All.SelectMany(static fact => fact.Opposites).Except([.. Enum.GetNames<SandboxAlternative>(), .. Parameters.Keys]));

    [Fact]
    public async Task The_example_output_in_the_docs_is_what_a_run_prints()
    {
        using var service = new ServiceUnderTest(new SandboxOptions { Alternatives = [SandboxAlternative.Erasing] });
        await service.RunAsync();
        var shown = (await File.ReadAllLinesAsync(Repository.PathOf("docs", "service.md"))).Single(static line => line.StartsWith("F28 ", StringComparison.Ordinal));
        Assert.Contains(shown, service.Output.ToString().Split(Environment.NewLine));
    }

    [Fact]
    public void A_letter_says_how_certain_a_fact_is() =>
        Assert.All(Fact.All, static fact => Assert.Matches("^(D|C|A|D/A|V [0-9]{4}-[0-9]{2}-[0-9]{2})$", fact.Letter));

    private static ServiceUnderTest Failing(SandboxFault fault)
    {
        var service = new ServiceUnderTest();
        service.BeforeRequest = number =>
        {
            if (number == 40)
            {
                service.Sandbox.FailNext(fault);
            }
        };
        return service;
    }

    private static void AssertFound(RunResult? result, ServiceUnderTest service, IReadOnlyCollection<string> facts, IReadOnlyCollection<string> notDecided)
    {
        var findings = result!.Findings;
        var found = string.Join(Environment.NewLine, findings.Where(static finding => finding.Verdict.Outcome != Outcome.Holds).Select(static finding => $"{finding.Fact.Number} {finding.Verdict}"));
        Assert.True(facts.ToHashSet(StringComparer.Ordinal).SetEquals(Numbers(Outcome.DoesNotHold)), found);
        Assert.True(notDecided.Except(facts).ToHashSet(StringComparer.Ordinal).SetEquals(Numbers(Outcome.NotDecided)), found);
        Assert.Equal((0, null), (result.Left, result.EndedBy));
        Assert.Empty(service.Left);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Requests} requests, {result.Contacts} contacts\n{found}"));

        IEnumerable<string> Numbers(Outcome outcome) => findings.Where(finding => finding.Verdict.Outcome == outcome).Select(static finding => finding.Fact.Number);
    }
}
