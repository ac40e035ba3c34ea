using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using ContactsPS.Testing;
using ContactsPS.Tests.Fixtures;

namespace ContactsPS.Tests.Help;

/// <summary>The about pages are found, fit the screen, and name only what exists.</summary>
public sealed class AboutTests(ModuleEngine shared) : IClassFixture<ModuleEngine>
{
    private readonly HostedEngine engine = shared.Engine;

    public static TheoryData<string> Pages => [.. AboutPage.All.Select(page => page.Name)];

    [Fact]
    public void There_are_pages_for_connections_pipelines_and_errors_besides_the_main_page() =>
        Assert.Equal(
            ["about_ContactsPS", "about_ContactsPS_Connections", "about_ContactsPS_Errors", "about_ContactsPS_Pipelines"],
            AboutPage.All.Select(page => page.Name));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Get_Help_shows_the_page(string name)
    {
        var text = Assert.Single(engine.Run($"Get-Help {name}").ThrowIfFailed().Texts).ReplaceLineEndings("\n");
        Assert.StartsWith($"TOPIC\n    {name}\n\nSHORT DESCRIPTION\n    ", text, StringComparison.Ordinal);
        Assert.Equal(AboutPage.Of(name).Text.TrimEnd(), text.TrimEnd());
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_page_is_next_to_both_builds(string name) =>
        Assert.All(
            (string[])["net8.0", "net472"],
            build => Assert.Equal(AboutPage.Of(name).Text, File.ReadAllText(Repository.PathOf("bin", build, "en-US", $"{name}.help.txt")).ReplaceLineEndings("\n")));

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_page_fits_80_columns_and_has_no_tabs_or_trailing_spaces(string name) =>
        Assert.All(AboutPage.Of(name).Text.Split('\n'), line =>
        {
            Assert.InRange(line.Length, 0, 80);
            Assert.DoesNotMatch(@"\t|\s$|[^\x20-\x7e]", line);
        });

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_page_names_existing_cmdlets(string name)
    {
        var named = Regex.Matches(AboutPage.Of(name).Text, @"\b[A-Z][a-z]+-Contact[A-Za-z]*").Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(named);
        Assert.Subset(MarkdownHelp.All.Select(help => help.Cmdlet).ToHashSet(StringComparer.Ordinal), named);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_page_refers_to_the_others_and_they_exist(string name)
    {
        var linked = AboutPage.Of(name).SeeAlso.Where(line => line.StartsWith("about_", StringComparison.Ordinal));
        Assert.Equal(AboutPage.All.Select(page => page.Name).Where(other => other != name), linked.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Its_code_parses_and_uses_existing_parameters(string name)
    {
        Assert.NotEmpty(AboutPage.Of(name).Examples);
        Assert.All(AboutPage.Of(name).Examples, example =>
        {
            var script = Parser.ParseInput(example, out _, out var errors);
            Assert.Empty(errors.Select(error => error.Message));
            foreach (var command in script.FindAll(ast => ast is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>())
            {
                Assert.All(
                    command.CommandElements.OfType<CommandParameterAst>().Select(parameter => parameter.ParameterName),
                    parameter => Assert.True(Parameters(command.GetCommandName())?.Contains(parameter) ?? true, $"{command.GetCommandName()} has no -{parameter}."));
            }
        });
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Its_code_shows_no_token_and_prompts_for_nothing(string name) =>
        Assert.All(AboutPage.Of(name).Examples, example =>
        {
            Assert.DoesNotContain("AsPlainText", example, StringComparison.Ordinal);
            Assert.DoesNotMatch(@"(?m)Remove-Contact\b(?![^|]*(-Confirm:\$false|-WhatIf))", example);
        });

    /// <summary>The parameters of a cmdlet of the module; null for any other command.</summary>
    private HashSet<string>? Parameters(string? cmdlet) =>
        MarkdownHelp.All.Any(help => help.Cmdlet == cmdlet)
            ? ((CommandInfo)engine.Run($"Get-Command {cmdlet}").Value!).Parameters.Values.SelectMany(parameter => parameter.Aliases.Append(parameter.Name)).ToHashSet(StringComparer.OrdinalIgnoreCase)
            : null;
}
