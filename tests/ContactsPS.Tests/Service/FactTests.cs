using System.Text.RegularExpressions;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Service;

/// <summary>docs/service.md numbers the assumptions about the service; code that relies on an assumption names its number.</summary>
public sealed class FactTests
{
    private static readonly IReadOnlyList<Fact> Facts =
    [
        .. Regex.Matches(File.ReadAllText(Repository.PathOf("docs", "service.md")).ReplaceLineEndings("\n"), @"(?m)^\| (F\d+) \|.*\| ([A-Z/]+)(?: \d{4}-\d{2}-\d{2})? \| (.*)\|$")
            .Select(static row => new Fact(row.Groups[1].Value, row.Groups[2].Value.Contains('A', StringComparison.Ordinal), [.. Regex.Matches(row.Groups[3].Value, "`-?(\\w+)`").Select(static name => name.Groups[1].Value)])),
    ];

    public static TheoryData<string> Assumptions => [.. Facts.Where(static fact => fact.IsAssumption).Select(static fact => fact.Number)];

    [Theory]
    [MemberData(nameof(Assumptions))]
    public void Code_that_makes_an_assumption_names_its_number(string number) => Assert.Contains(number, NumbersIn("ContactsPS.Client").Concat(NumbersIn("ContactsPS")));

    [Fact]
    public void No_code_names_a_fact_that_does_not_exist()
    {
        var known = Facts.Select(static fact => fact.Number).ToList();
        Assert.Equal(known.Count, known.Distinct(StringComparer.Ordinal).Count());
        Assert.All(NumbersIn("ContactsPS.Client").Concat(NumbersIn("ContactsPS")).Concat(NumbersIn("ContactsPS.Sandbox")), number => Assert.Contains(number, known));
    }

    [Fact]
    public void Each_alternative_of_the_sandbox_names_the_facts_that_it_contradicts()
    {
        var options = File.ReadAllText(Repository.PathOf("src", "ContactsPS.Sandbox", "Options", "SandboxAlternative.cs")) + File.ReadAllText(Repository.PathOf("src", "ContactsPS.Sandbox", "Options", "SandboxOptions.cs"));
        var alternatives = Facts.SelectMany(static fact => fact.Alternatives.Select(alternative => (fact.Number, alternative))).ToList();
        Assert.NotEmpty(alternatives);
        Assert.All(alternatives.ToLookup(static named => named.alternative, static named => named.Number), named => Assert.Equal(named.Order(StringComparer.Ordinal), NumbersBefore(options, named.Key)));
        Assert.All(ServiceSteps.Alternatives(), name => Assert.Contains(name, alternatives.Select(static named => named.alternative)));
    }

    /// <summary>The numbers in the doc comment of an option.</summary>
    private static IEnumerable<string> NumbersBefore(string source, string option) => Regex.Matches(
            Regex.Match(source, $@"(?<comment>(?:^ *///[^\n]*\n)+)[^\n]*\b{option}\b(?:,| \{{)", RegexOptions.Multiline).Groups["comment"].Value,
            @"\bF\d+\b")
        .Select(static match => match.Value)
        .Order(StringComparer.Ordinal);

    private static List<string> NumbersIn(string project) =>
    [
        .. Directory.EnumerateFiles(Repository.PathOf("src", project), "*.cs", SearchOption.AllDirectories)
            .Where(static path => !Regex.IsMatch(path, @"[/\\](obj|bin)[/\\]"))
            .SelectMany(static path => Regex.Matches(File.ReadAllText(path), @"\bF\d+\b").Select(static match => match.Value)),
    ];

    private sealed record Fact(string Number, bool IsAssumption, IReadOnlyList<string> Alternatives);
}
