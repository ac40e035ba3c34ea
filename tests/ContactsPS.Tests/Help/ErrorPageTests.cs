using System.Text.RegularExpressions;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Help;

/// <summary>
/// about_ContactsPS_Errors and docs/errors.md list the errors of the code, with what each means and what to do. CONTACTSPS_WRITE_DOCS=1 in the
/// environment writes the lists anew.
/// </summary>
public sealed class ErrorPageTests
{
    private const int Columns = 80;

    private static readonly string PagePath = Repository.PathOf("src", "ContactsPS", "Module", "en-US", "about_ContactsPS_Errors.help.txt");
    private static readonly string MarkdownPath = Repository.PathOf("docs", "errors.md");
    private static readonly AboutPage Page = AboutPage.Of("about_ContactsPS_Errors");

    private static readonly IReadOnlyList<Described> OnPage =
        [.. Regex.Matches(Page.Section("ERROR IDS"), @"^    (?<id>\w+) \((?<category>\w+)(?<ends>, terminating)?\)\n(?<text>(      .+\n)+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture).Select(Of)];

    private static readonly IReadOnlyList<Described> InMarkdown =
        [.. Regex.Matches(Read(MarkdownPath), @"^\*\*`(?<id>\w+)`\*\* \((?<category>\w+)(?<ends>, terminating)?\): (?<text>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture).Select(Of)];

    [Fact]
    public void The_page_lists_the_errors_with_what_the_code_says_they_mean_and_advises() =>
        AssertListed(PagePath, "ERROR IDS\n", "WHAT IS REPEATED\n", string.Concat(ErrorSources.Ids.Select(id => $"    {Heading(id)}\n{Wrapped(ErrorSources.Meaning[id])}{Wrapped(ErrorSources.Advice[id])}\n")));

    [Fact]
    public void The_markdown_lists_the_errors_with_what_the_code_says_they_mean_and_advises() =>
        AssertListed(MarkdownPath, "## Error ids\n", null, string.Concat(ErrorSources.Ids.Select(id => $"\n**`{id}`**{Heading(id)[id.Length..]}: {ErrorSources.Meaning[id]} {ErrorSources.Advice[id]}\n")));

    [Fact]
    public void Every_error_has_a_meaning() => Assert.All(ErrorSources.Meaning.Values, meaning => Assert.Matches(@"^[A-Z].{10,}\.$", meaning));

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

        // Advice is shown as it is: only a message with values in it doubles its braces.
        Assert.All(ErrorSources.Advice.Values, advice => Assert.DoesNotMatch(@"\{\{|\}\}", advice));
    }

    [Fact]
    public void The_page_names_every_parameter_that_the_advice_names() =>
        Assert.All(OnPage, error => Assert.All(
            Regex.Matches(ErrorSources.Advice[error.Id], @"(?<= |\()-[A-Z]\w+").Select(match => match.Value),
            parameter => Assert.Contains(parameter, error.Text, StringComparison.Ordinal)));

    [Fact]
    public void The_page_names_the_statuses_that_are_retried()
    {
        var policy = Regex.Match(Read(Repository.PathOf("src", "ContactsPS.Client", "Http", "RetryPolicy.cs")), @"IsTransient\(HttpStatusCode status\) => [^;]+;").Value;
        Assert.Contains("503", policy, StringComparison.Ordinal);
        Assert.Equal(Statuses($"{policy} 202"), Statuses(Page.Section("WHAT IS REPEATED")));
    }

    [Fact]
    public void Every_error_on_an_about_page_exists()
    {
        var named = AboutPage.All.SelectMany(page => Regex.Matches(page.Text, @"\bthe error\s+([A-Z]\w+)")).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains(name, ErrorSources.Ids));
    }

    private static void AssertListed(string path, string heading, string? end, string list)
    {
        var text = Read(path);
        var start = text.IndexOf(heading, StringComparison.Ordinal) + heading.Length;
        Assert.True(start >= heading.Length, $"{path} has no heading {heading}");
        var stop = end is null ? text.Length : text.IndexOf(end, start, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("CONTACTSPS_WRITE_DOCS") is "1")
        {
            File.WriteAllText(path, text[..start] + list + text[stop..]);
            return;
        }

        Assert.Equal(list, text[start..stop]);
    }

    private static string Read(string path) => File.ReadAllText(path).ReplaceLineEndings("\n");

    private static string Heading(string id) => $"{id} ({ErrorSources.Categories.Single(kind => kind.Id == id).Category}{(ErrorSources.Ending.Contains(id) ? ", terminating" : string.Empty)})";

    /// <summary>A text as the about page has it: six spaces in, and no line longer than the screen.</summary>
    private static string Wrapped(string text) =>
        Regex.Replace(text, $@"(.{{1,{Columns - 6}}})(?:\s|$)", "      $1\n");

    private static IEnumerable<string> Statuses(string text) => Regex.Matches(text, @"\b[2-5]\d\d\b").Select(match => match.Value).Distinct().Order(StringComparer.Ordinal);

    private static Described Of(Match match) => new(match.Groups["id"].Value, match.Groups["category"].Value, match.Groups["ends"].Success, match.Groups["text"].Value);

    private sealed record Described(string Id, string Category, bool EndsCommand, string Text);
}
