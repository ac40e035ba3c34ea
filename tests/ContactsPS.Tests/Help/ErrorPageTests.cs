using System.Text.RegularExpressions;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Help;

/// <summary>about_ContactsPS_Errors, docs/errors.md and the code list the same errors with the same meaning.</summary>
public sealed class ErrorPageTests
{
    private static readonly AboutPage Page = AboutPage.Of("about_ContactsPS_Errors");
    private static readonly string Markdown = File.ReadAllText(Repository.PathOf("docs", "errors.md")).ReplaceLineEndings("\n");

    private static readonly IReadOnlyList<Described> OnPage =
        [.. Regex.Matches(Page.Section("ERROR IDS"), @"^    (?<id>\w+) \((?<category>\w+)(?<ends>, terminating)?\)\n(?<text>(      .+\n)+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture).Select(Of)];

    private static readonly IReadOnlyList<Described> InMarkdown =
        [.. Regex.Matches(Markdown, @"^\| `(?<id>\w+)` \| (?<category>\w+)(?<ends>, terminating)? \| (?<text>.+) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture).Select(Of)];

    [Fact]
    public void The_page_names_every_error_once_and_no_other_error() =>
        Assert.Equal(ErrorSources.Ids.Order(StringComparer.Ordinal), OnPage.Select(error => error.Id).Order(StringComparer.Ordinal));

    [Fact]
    public void Each_entry_of_the_page_is_an_error() =>
        Assert.Equal(OnPage.Count, Regex.Count(Page.Section("ERROR IDS"), @"^    \S", RegexOptions.Multiline));

    [Fact]
    public void The_markdown_names_every_error_once_and_no_other_error() =>
        Assert.Equal(ErrorSources.Ids.Order(StringComparer.Ordinal), InMarkdown.Select(error => error.Id).Order(StringComparer.Ordinal));

    [Fact]
    public void Page_and_markdown_agree_on_order_category_and_terminating_errors() =>
        Assert.Equal(InMarkdown.Select(error => error with { Text = string.Empty }), OnPage.Select(error => error with { Text = string.Empty }));

    [Fact]
    public void The_page_says_what_an_error_means_and_what_to_do() =>
        Assert.All(OnPage, error => Assert.InRange(Regex.Count(error.Text, @"\.(\s|$)"), 2, 8));

    [Fact]
    public void The_categories_are_those_of_the_code()
    {
        var described = OnPage.Select(error => (error.Id, error.Category)).ToList();
        Assert.Equal(described.Order(), ErrorSources.Categories.Order());
    }

    [Fact]
    public void Terminating_errors_are_described_as_terminating()
    {
        var ending = OnPage.Where(error => error.EndsCommand).Select(error => error.Id).ToList();
        Assert.NotEmpty(ErrorSources.Ending);
        Assert.Equal(ErrorSources.Ending, ending);
        var sentence = Page.Section("ERRORS THAT END A COMMAND").Split("try and catch")[0];
        Assert.Equal(ending, ErrorSources.Ids.Where(id => Regex.IsMatch(sentence, $@"\b{id}\b")));
    }

    [Fact]
    public void Every_error_has_advice_and_every_advice_belongs_to_an_error()
    {
        Assert.Equal(ErrorSources.Ids.Order(StringComparer.Ordinal), ErrorSources.Advice.Keys.Order(StringComparer.Ordinal));
        Assert.All(ErrorSources.Advice.Values, advice => Assert.Matches(@"^\S.{10,}", advice));
    }

    [Fact]
    public void The_page_names_every_parameter_that_the_advice_names() =>
        Assert.All(OnPage, error => Assert.All(
            Regex.Matches(ErrorSources.Advice[error.Id], @"(?<= |\()-[A-Z]\w+").Select(match => match.Value),
            parameter => Assert.Contains(parameter, error.Text, StringComparison.Ordinal)));

    [Fact]
    public void Page_and_markdown_agree_on_the_statuses_that_are_retried()
    {
        var page = Statuses(Page.Section("WHAT IS REPEATED"));
        Assert.Equal(Statuses(Markdown[Markdown.IndexOf("## What is repeated", StringComparison.Ordinal)..]), page);
        Assert.Contains("503", page);
    }

    [Fact]
    public void Every_error_on_an_about_page_exists()
    {
        var named = AboutPage.All.SelectMany(page => Regex.Matches(page.Text, @"\bthe error\s+([A-Z]\w+)")).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains(name, ErrorSources.Ids));
    }

    private static IEnumerable<string> Statuses(string text) => Regex.Matches(text, @"\b[2-5]\d\d\b").Select(match => match.Value).Distinct().Order(StringComparer.Ordinal);

    private static Described Of(Match match) => new(match.Groups["id"].Value, match.Groups["category"].Value, match.Groups["ends"].Success, match.Groups["text"].Value);

    private sealed record Described(string Id, string Category, bool EndsCommand, string Text);
}
