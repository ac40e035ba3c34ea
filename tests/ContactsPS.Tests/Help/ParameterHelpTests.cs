using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using ContactsPS.Testing;
using ContactsPS.Tests.Fixtures;

namespace ContactsPS.Tests.Help;

/// <summary>The help of a parameter names its unit, its limits, its default, and how the pipeline sets it.</summary>
public sealed class ParameterHelpTests(ModuleEngine shared) : IClassFixture<ModuleEngine>
{
    private static readonly HashSet<Type> Numbers = [typeof(int), typeof(int?), typeof(double), typeof(double?), typeof(ulong)];

    private static readonly Dictionary<string, string> Units = new(StringComparer.Ordinal)
    {
        ["BatchSize"] = "contacts one request carries",
        ["DelayMilliseconds"] = "milliseconds",
        ["FaultRate"] = "share of requests",
        ["First"] = "contacts|fields|groups|segments|items",
        ["GroupLimit"] = "groups to count",
        ["MaximumBatchSize"] = "contacts one request may carry",
        ["MaximumPageSize"] = "items a page holds",
        ["MaximumPrunePercent"] = "in percent of those",
        ["MaximumRetryCount"] = "How many times",
        ["PageSize"] = "(contacts|fields|groups|segments) one request asks for",
        ["Port"] = "TCP port",
        ["RequestsPerSecond"] = "requests a second",
        ["Seed"] = "whole number",
        ["SegmentLimit"] = "segments to have counted",
        ["Skip"] = "contacts|fields|groups|segments|items",
        ["ThrottleLimit"] = "requests in flight",
        ["TimeoutSec"] = "seconds",
    };

    private readonly HostedEngine engine = shared.Engine;

    public static TheoryData<string> Cmdlets => HelpTests.Cmdlets;

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_number_has_a_unit_and_a_default(string cmdlet) =>
        Assert.All(Described(cmdlet).Where(parameter => Numbers.Contains(parameter.Code.ParameterType)), parameter =>
        {
            Assert.True(Units.TryGetValue(parameter.Code.Name, out var unit), $"This test knows no unit of -{parameter.Code.Name}.");
            Assert.Matches(unit, parameter.Text);
            Assert.NotEqual("none", parameter.Help.Default);
            Assert.Contains($"Default: {parameter.Help.Default}", parameter.Text, StringComparison.OrdinalIgnoreCase);
        });

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void The_limits_of_a_number_are_those_of_the_code(string cmdlet) =>
        Assert.All(Described(cmdlet), parameter =>
        {
            foreach (var range in parameter.Code.Attributes.OfType<ValidateRangeAttribute>())
            {
                var isOpen = range.MaxRange is int.MaxValue or 1e9;
                var least = Convert.ToString(range.MinRange, CultureInfo.InvariantCulture);
                Assert.Contains(isOpen ? least! : FormattableString.Invariant($"{least} to {range.MaxRange}"), parameter.Text, StringComparison.Ordinal);
            }
        });

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void The_default_in_the_text_and_the_default_of_the_parameter_agree(string cmdlet) =>
        Assert.All(Described(cmdlet).Where(parameter => parameter.Code.ParameterType != typeof(SwitchParameter)), parameter =>
        {
            var stated = Regex.Match(parameter.Text, @"\bDefault: (?<value>.+)").Groups["value"].Value;
            var hasDefault = parameter.Help.Default is not (null or "none");
            Assert.True(
                hasDefault ? stated.StartsWith(parameter.Help.Default!, StringComparison.OrdinalIgnoreCase) : !char.IsDigit(stated.FirstOrDefault()),
                $"-{parameter.Code.Name}: the text says '{stated}', the line beside it '{parameter.Help.Default}'.");
        });

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_parameter_that_the_pipeline_sets_says_how_and_no_other_does(string cmdlet) =>
        Assert.All(Described(cmdlet), parameter =>
        {
            var sets = parameter.Code.ParameterSets.Values;
            var isByValue = sets.Any(set => set.ValueFromPipeline);
            var isByName = sets.Any(set => set.ValueFromPipelineByPropertyName);
            Assert.Equal(isByValue, Regex.IsMatch(parameter.Text, "from the pipeline.+ taken by value", RegexOptions.IgnoreCase));
            Assert.Equal(isByName, parameter.Text.Contains("From the pipeline it is taken by property name", StringComparison.Ordinal));
        });

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void The_inputs_name_the_types_that_the_pipeline_accepts(string cmdlet)
    {
        var fromPipeline = Described(cmdlet)
            .Where(parameter => parameter.Code.ParameterSets.Values.Any(set => set.ValueFromPipeline || set.ValueFromPipelineByPropertyName))
            .Select(parameter => parameter.Code.ParameterType.ToString()).DefaultIfEmpty("None");
        var types = engine.Run($"(Get-Help {cmdlet} -Full).inputTypes.inputType.type.name").ThrowIfFailed().Texts;
        Assert.Equal(fromPipeline.Order(StringComparer.Ordinal), types.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void The_help_of_WhatIf_and_Confirm_says_what_the_cmdlet_does(string cmdlet) =>
        Assert.All(Described(cmdlet).Where(parameter => parameter.Code.Name is "WhatIf" or "Confirm"), parameter =>
            Assert.Matches(
                cmdlet switch
                {
                    "New-Contact" => "created",
                    "Remove-Contact" => "removed",
                    "Sync-Contact" => "removed|sends no",
                    "Invoke-ContactApi" => "sent|sends",
                    "Export-ContactReport" or "Export-Contact" => "written",
                    _ => "changed",
                },
                parameter.Text));

    private IEnumerable<(ParameterMetadata Code, MamlParameter Help, string Text)> Described(string cmdlet)
    {
        var help = MamlHelp.Of(cmdlet).Parameters;
        return ((CommandInfo)engine.Run($"Get-Command {cmdlet}").Value!).Parameters.Values
            .Where(parameter => help.ContainsKey(parameter.Name))
            .Select(parameter => (parameter, help[parameter.Name], string.Join(' ', help[parameter.Name].Text)));
    }
}
