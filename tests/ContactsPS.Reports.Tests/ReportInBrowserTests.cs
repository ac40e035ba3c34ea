using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ContactsPS.Reports.Tests;

public sealed class ReportInBrowserTests(Browser browser) : IClassFixture<Browser>
{
    private const int Phone = 390;

    [Fact]
    public async Task The_page_shows_what_is_in_the_account()
    {
        await using var report = await browser.OpenAsync();
        var shown = await report.FiguresAsync();
        Assert.All(browser.Account.Expected, figure => Assert.Equal((figure.Key, figure.Value), (figure.Key, shown[figure.Key])));
        var changes = await report.ChangesAsync();
        Assert.All(browser.Account.ExpectedChanges, figure => Assert.Equal((figure.Key, figure.Value), (figure.Key, changes[figure.Key])));
        Assert.Equal("Łódź <shop> & \"friends\"", await report.Page.Locator("h1").InnerTextAsync());
    }

    [Fact]
    public async Task The_lengths_of_bars_and_columns_are_proportional_to_their_numbers()
    {
        await using var report = await browser.OpenAsync();
        var bars = await report.Page.EvaluateAsync<double[][]>(
            "() => [...document.querySelectorAll('tr:has(svg.bar)')].map(row => [+row.querySelector('[data-figure]')?.value, row.querySelector('rect').getBoundingClientRect().width / row.querySelector('svg').getBoundingClientRect().width])");
        Assert.NotEmpty(bars);
        Assert.All(bars, bar => Assert.Equal(bar[0] / browser.Account.Expected["contacts"], bar[1], 0.005));
        var columns = await report.Page.EvaluateAsync<double[]>("() => [...document.querySelectorAll('.columns rect')].slice(0, 3).map(column => column.getBoundingClientRect().height)");
        Assert.Equal(columns[0], columns[2], 0.5);
        Assert.InRange(columns[0], 100, 200);
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1200)]
    [InlineData(ColorScheme.Dark, Phone)]
    public async Task Axe_finds_no_accessibility_problem(ColorScheme scheme, int width)
    {
        await using var report = await browser.OpenAsync(scheme, width);
        await report.Page.Locator("details").EvaluateAsync("details => details.open = true");
        var result = await report.Page.RunAxe();
        Assert.Empty(result.Violations.Select(violation => $"{violation.Id}: {string.Join("; ", violation.Nodes.Select(node => node.Html))}"));
        Assert.Contains(result.Passes, pass => pass.Id == "color-contrast");
    }

    [Fact]
    public async Task The_page_sends_no_requests_and_the_browser_reports_no_error()
    {
        await using var report = await browser.OpenAsync();
        Assert.Equal([browser.Account.Address.AbsoluteUri], report.Asked);
        Assert.Empty(report.Complaints);
    }

    [Fact]
    public async Task A_phone_shows_the_page_without_horizontal_scrolling()
    {
        await using var report = await browser.OpenAsync(width: Phone);
        var widest = await report.Page.EvaluateAsync<double>("() => Math.max(...[...document.querySelectorAll('body *')].map(e => e.getBoundingClientRect().right))");
        Assert.InRange(widest, Phone / 2, Phone);
    }

    [Theory]
    [InlineData(ColorScheme.Light, null, true)]
    [InlineData(ColorScheme.Dark, null, false)]
    [InlineData(ColorScheme.Dark, Media.Print, true)]
    public async Task The_page_follows_the_colour_scheme_of_the_browser_and_prints_light(ColorScheme scheme, Media? media, bool isLight)
    {
        await using var report = await browser.OpenAsync(scheme, media: media);
        var (paper, ink) = (await BrightnessAsync(report.Page, "backgroundColor"), await BrightnessAsync(report.Page, "color"));
        Assert.Equal(isLight, paper > ink);
        Assert.True(Math.Abs(paper - ink) > 500);
    }

    [Fact]
    public async Task The_print_contains_the_numbers_that_are_collapsed_on_the_screen()
    {
        await using var screen = await browser.OpenAsync();
        await using var paper = await browser.OpenAsync(media: Media.Print);
        const string Folded = "details td";
        Assert.False(await screen.Page.Locator(Folded).First.IsVisibleAsync());
        Assert.True(await paper.Page.Locator(Folded).First.IsVisibleAsync());
    }

    /// <summary>The sum of red, green and blue of a colour of the page.</summary>
    private static Task<int> BrightnessAsync(IPage page, string property) =>
        page.EvaluateAsync<int>($"() => getComputedStyle(document.body).{property}.match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + +part, 0)");
}
