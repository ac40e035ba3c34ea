using Microsoft.Playwright;

namespace ContactsPS.Reports.Tests;

/// <summary>A report in its own browser page.</summary>
internal sealed class OpenReport : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly List<string> asked = [];
    private readonly List<string> complaints = [];

    public OpenReport(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        page.Request += (_, request) => asked.Add(request.Url);
        page.Console += (_, message) => complaints.Add(message.Text);
        page.PageError += (_, error) => complaints.Add(error);
    }

    public IPage Page { get; }

    /// <summary>The URLs that the page requested, including its own.</summary>
    public IReadOnlyList<string> Asked => asked;

    /// <summary>The errors that the browser reported.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    /// <summary>The shown numbers, by key. A number that is shown twice must be the same in both places.</summary>
    public async Task<IReadOnlyDictionary<string, long>> FiguresAsync() => await ReadAsync("data-figure", "innerText");

    /// <summary>The changes, by key.</summary>
    public async Task<IReadOnlyDictionary<string, long>> ChangesAsync() => await ReadAsync("data-change", "innerText");

    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    private async Task<IReadOnlyDictionary<string, long>> ReadAsync(string attribute, string property)
    {
        var read = await Page.EvaluateAsync<string[][]>($"() => [...document.querySelectorAll('[{attribute}]')].map(e => [e.getAttribute('{attribute}'), e.{property} || e.textContent])");
        return read.GroupBy(pair => pair[0], pair => Parse(pair[1]), StringComparer.Ordinal).ToDictionary(group => group.Key, group => Assert.Single(group.Distinct()), StringComparer.Ordinal);
    }

    /// <summary>A number as a reader of the page would read it.</summary>
    private static long Parse(string text) =>
        long.Parse(text.Replace(",", "", StringComparison.Ordinal).Replace("\u2212", "-", StringComparison.Ordinal).Replace("\u00b1", "", StringComparison.Ordinal), System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture);
}
