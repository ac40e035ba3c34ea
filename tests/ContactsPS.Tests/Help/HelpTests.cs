using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using ContactsPS.Testing;
using ContactsPS.Tests.Fixtures;

namespace ContactsPS.Tests.Help;

/// <summary>The help is complete, and Get-Help, docs/en-US and the code agree.</summary>
public sealed class HelpTests(ModuleEngine shared) : IClassFixture<ModuleEngine>
{
    private static readonly HashSet<string> CommonParameters = [.. Cmdlet.CommonParameters];

    private static readonly IReadOnlyList<string> ErrorsOfEveryCmdlet =
        [.. Regex.Matches(AboutPage.Of("about_ContactsPS_Errors").Section("ERRORS OF EVERY CMDLET"), @"\w+").Select(match => match.Value).Where(ErrorSources.Ids.Contains)];

    private readonly HostedEngine engine = shared.Engine;

    public static TheoryData<string> Cmdlets => [.. MarkdownHelp.All.Select(help => help.Cmdlet)];

    [Fact]
    public void Every_cmdlet_and_nothing_else_has_a_page_and_an_entry_in_the_help_file()
    {
        var cmdlets = engine.Run("(Get-Command -Module ContactsPS).Name").Texts.Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(cmdlets);
        Assert.Equal(cmdlets, MarkdownHelp.All.Select(help => help.Cmdlet));
        Assert.Equal(cmdlets, MamlHelp.All.Select(help => help.Cmdlet).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Get_Help_shows_a_synopsis_a_description_and_every_parameter_described(string cmdlet)
    {
        Assert.Matches(@"^[A-Z].+\.$", Assert.Single(GetHelp(cmdlet, "$help.Synopsis")));
        Assert.NotEmpty(GetHelp(cmdlet, "$help.description.Text"));
        Assert.Equal(CodeOf(cmdlet).Keys.Order(StringComparer.Ordinal), GetHelp(cmdlet, "$help.parameters.parameter.name").Order(StringComparer.Ordinal));
        Assert.All(GetHelp(cmdlet, "$help.parameters.parameter | ForEach-Object { $_.description.Text -join ' ' }"), text => Assert.Matches(@"^[A-Z].+\.$", text.ReplaceLineEndings(" ")));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Get_Help_shows_no_empty_section(string cmdlet) =>
        Assert.All(
            (string[])
            [
                "$help.details.description.Text", "$help.description.Text", "$help.syntax.syntaxItem.name", "$help.inputTypes.inputType.type.name",
                "$help.inputTypes.inputType.description.Text", "$help.returnValues.returnValue.type.name", "$help.returnValues.returnValue.description.Text",
                "$help.alertSet.alert.Text", "$help.examples.example.title",
                "$help.parameters.parameter | ForEach-Object { $_.description.Text }",
            ],
            part => Assert.NotEmpty(string.Concat(GetHelp(cmdlet, part)).Trim()));

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Get_Help_shows_three_examples_or_more_each_with_code_and_a_remark(string cmdlet)
    {
        var codes = GetHelp(cmdlet, "$help.examples.example.code");
        Assert.InRange(codes.Count, 3, int.MaxValue);
        Assert.All(codes, code => Assert.Contains(cmdlet, code, StringComparison.Ordinal));
        Assert.All(GetHelp(cmdlet, "$help.examples.example | ForEach-Object { $_.remarks.Text -join ' ' }"), remark => Assert.Matches(@"^\S.+\.\s*$", remark));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Get_Help_shows_no_placeholder_and_no_markup(string cmdlet)
    {
        var help = MamlHelp.Of(cmdlet);
        var texts = help.Synopsis.Concat(help.Description).Concat(help.Notes).Concat(help.Types("INPUTS")).Concat(help.Types("OUTPUTS"))
            .Concat(help.Examples.SelectMany(example => example.Remarks)).Concat(help.Parameters.Values.SelectMany(parameter => parameter.Text));
        Assert.All(texts, text =>
        {
            Assert.DoesNotMatch(@"\{\{|\}\}|`|\]\(|\*\*|\n", text);
            Assert.NotEmpty(text.Trim());
        });
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void The_help_file_says_what_the_markdown_says(string cmdlet)
    {
        var (written, shown) = (MarkdownHelp.Of(cmdlet), MamlHelp.Of(cmdlet));
        Assert.Equal(written.Synopsis, shown.Synopsis);
        Assert.Equal(written.Description, shown.Description);
        Assert.Equal(written.Notes, shown.Notes);
        Assert.Equal(written.Links, shown.Links);
        Assert.Equal(written.Types("INPUTS"), shown.Types("INPUTS"));
        Assert.Equal(written.Types("OUTPUTS"), shown.Types("OUTPUTS"));
        Assert.Equal(written.Parameters.Keys, shown.Parameters.Keys);
        Assert.All(written.Parameters, parameter => Assert.Equal(parameter.Value, shown.Parameters[parameter.Key].Text));
        Assert.Equal(written.Examples.Select(AsText), shown.Examples.Select(AsText));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void The_parameters_of_the_help_file_are_those_of_the_code(string cmdlet)
    {
        var code = CodeOf(cmdlet);
        var shown = MamlHelp.Of(cmdlet).Parameters;
        Assert.Equal(code.Keys.Order(StringComparer.Ordinal), shown.Keys.Order(StringComparer.Ordinal));
        Assert.All(code.Values, parameter =>
        {
            var help = shown[parameter.Name];
            var sets = parameter.ParameterSets.Values;
            Assert.Equal(parameter.ParameterType.ToString(), help.Type);
            Assert.Equal(parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any(), help.TakesWildcards);
            Assert.Equal(parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases), help.Aliases);
            Assert.Equal(sets.Any(set => set.IsMandatory), help.IsRequired);
            Assert.Equal(sets.Max(set => set.Position) is >= 0 and var position ? position.ToString(CultureInfo.InvariantCulture) : "Named", help.Position);
            Assert.Equal(PipelineOf(sets), help.Pipeline);
        });
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void The_parameter_sets_of_the_help_are_those_of_the_code(string cmdlet)
    {
        var info = (CommandInfo)engine.Run($"Get-Command {cmdlet}").Value!;
        var code = info.ParameterSets.ToDictionary(set => set.Name, set => set.Parameters.Where(IsOwn).ToList(), StringComparer.Ordinal);
        Assert.Equal(
            code.Values.Select(set => Line(set.Select(parameter => (parameter.Name, parameter.IsMandatory)))).Order(StringComparer.Ordinal),
            MamlHelp.Of(cmdlet).Sets.Select(set => Line(set.Select(parameter => (parameter.Name, parameter.IsRequired)))).Order(StringComparer.Ordinal));

        var written = MarkdownHelp.Of(cmdlet).Syntax;
        Assert.Equal(code.Keys.Order(StringComparer.Ordinal), written.Keys.Select(name => name == "__AllParameterSets" || !code.ContainsKey(name) ? ParameterAttribute.AllParameterSets : name).Order(StringComparer.Ordinal));
        Assert.Equal(
            code.Values.Select(set => string.Join(' ', set.Select(parameter => parameter.Name).Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal),
            written.Values.Select(names => string.Join(' ', names.Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void The_defaults_of_the_help_are_those_of_the_code(string cmdlet)
    {
        var type = ((CmdletInfo)engine.Run($"Get-Command {cmdlet}").Value!).ImplementingType;
        var instance = Activator.CreateInstance(type);
        foreach (var parameter in MamlHelp.Of(cmdlet).Parameters.Values.Where(parameter => !parameter.IsRequired))
        {
            // A parameter of the engine (-First, -WhatIf) has no property here; the default of BaseUri is the client's.
            var value = type.GetProperty(parameter.Name)?.GetValue(instance);
            var expected = value switch
            {
                int or double or string => Convert.ToString(value, CultureInfo.InvariantCulture),
                SwitchParameter => "False",
                _ => null,
            };
            Assert.True(expected is null || expected == parameter.Default, $"-{parameter.Name}: the help says {parameter.Default}, the code {expected}.");
        }
    }

    [Fact]
    public void The_base_URI_of_the_help_is_that_of_the_client()
    {
        // Connecting sends nothing, so the real service is not contacted.
        var uri = engine.Run("(Connect-ContactService -Credential ([pscredential]::new('key', [securestring]::new())) -ErrorAction SilentlyContinue -PassThru).BaseUri");
        Assert.Equal("InvalidConnection", uri.ErrorIds.Concat([uri.TerminatingId]).First(id => id is not null));
        engine.Run("$token = [securestring]::new(); $token.AppendChar('t'); $c = Connect-ContactService -ApplicationKey key -AuthorizationToken $token -PassThru").ThrowIfFailed();
        Assert.Equal([MamlHelp.Of("Connect-ContactService").Parameters["BaseUri"].Default!], engine.Run("$c.BaseUri.OriginalString").Texts);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_error_in_the_notes_exists_and_the_notes_link_to_the_error_page(string cmdlet)
    {
        var named = ErrorsOf(MarkdownHelp.Of(cmdlet));
        Assert.All(named, id => Assert.Contains(id, ErrorSources.Ids));
        Assert.Equal(named.Distinct(StringComparer.Ordinal), named);
        Assert.Contains(named.Count == 0 ? "no errors of its own" : "about_ContactsPS_Errors", string.Join(' ', MarkdownHelp.Of(cmdlet).Notes), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void The_notes_of_a_cmdlet_that_sends_requests_do_not_repeat_the_errors_of_every_cmdlet(string cmdlet)
    {
        if (MarkdownHelp.Of(cmdlet).Parameters.ContainsKey("Connection"))
        {
            Assert.Empty(ErrorsOf(MarkdownHelp.Of(cmdlet)).Intersect(ErrorsOfEveryCmdlet, StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Every_error_of_the_module_is_one_of_every_cmdlet_or_in_the_notes_of_one()
    {
        Assert.Contains("Unauthorized", ErrorsOfEveryCmdlet);
        Assert.Equal(
            ErrorSources.Ids.Order(StringComparer.Ordinal),
            MarkdownHelp.All.SelectMany(ErrorsOf).Concat(ErrorsOfEveryCmdlet).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Get_Help_does_not_suggest_pages_that_do_not_exist(string cmdlet) =>
        Assert.DoesNotContain("-Online", string.Join('\n', GetHelp(cmdlet, "$help | Out-String -Width 200")), StringComparison.Ordinal);

    [Fact]
    public void Links_lead_to_existing_cmdlets() =>
        Assert.All(
            MarkdownHelp.All.SelectMany(help => help.Links),
            link => Assert.Contains(MarkdownHelp.All, help => help.Cmdlet == link));

    /// <summary>The errors that the notes name: a list that begins with "Errors:" and ends with its sentence, with a remark in brackets behind some.</summary>
    private static IReadOnlyList<string> ErrorsOf(MarkdownHelp help) =>
    [
        .. help.Notes.Select(note => Regex.Match(note, @"^Errors: (?<ids>.+?)\.(\s|$)")).Where(match => match.Success)
            .SelectMany(match => Regex.Replace(match.Groups["ids"].Value, @" \([^)]*\)", string.Empty).Split(", ")),
    ];

    private static string AsText(HelpExample example) => string.Join('\n', [example.Title, example.Code, .. example.Remarks]);

    private static string Line(IEnumerable<(string Name, bool IsMandatory)> parameters) =>
        string.Join(' ', parameters.Select(parameter => parameter.IsMandatory ? $"{parameter.Name}!" : parameter.Name).Order(StringComparer.Ordinal));

    private static string PipelineOf(IEnumerable<ParameterSetMetadata> sets) =>
        sets.Any(set => set.ValueFromPipeline) ? "true (ByValue)" : sets.Any(set => set.ValueFromPipelineByPropertyName) ? "true (ByPropertyName)" : "false";

    private static bool IsOwn(CommandParameterInfo parameter) => !CommonParameters.Contains(parameter.Name);

    private Dictionary<string, ParameterMetadata> CodeOf(string cmdlet) =>
        ((CommandInfo)engine.Run($"Get-Command {cmdlet}").Value!).Parameters.Values.Where(parameter => !CommonParameters.Contains(parameter.Name)).ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);

    private IReadOnlyList<string> GetHelp(string cmdlet, string part) => engine.Run($"$help = Get-Help {cmdlet} -Full; {part}").ThrowIfFailed().Texts;
}
