using Microsoft.Playwright;

namespace ContactsPS.Reports.Tests;

/// <summary>A headless Chromium of this machine, and a report of an account that the tests know. Without Chromium, every test is skipped and says so.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe", "msedge.exe"];

    private IPlaywright? playwright;
    private IBrowser? chromium;

    internal ReportedAccount Account { get; } = new();

    public async ValueTask InitializeAsync()
    {
        if (Find() is not { } executable)
        {
            return;
        }

        playwright = await Playwright.CreateAsync();

        // Chromium's sandbox does not work for root, who runs CI in containers. Only our own file is opened here.
        chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable, Args = Environment.UserName == "root" ? ["--no-sandbox"] : [] });
        Account.Export();
    }

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null)
        {
            await chromium.DisposeAsync();
        }

        playwright?.Dispose();
        Account.Dispose();
    }

    /// <summary>Opens a report. Disposing the result fails the test if the page requested anything but itself, or if the browser reported an error.</summary>
    internal async Task<OpenReport> OpenAsync(ColorScheme scheme = ColorScheme.Light, int width = 1200, Media? media = null)
    {
        Assert.SkipWhen(chromium is null, "NOT RUN: there is no Chromium on this machine, so no report was opened in a browser. Install one (apt-get install chromium), or name it in CONTACTSPS_CHROMIUM.");
        var context = await chromium!.NewContextAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 844 } });
        var report = new OpenReport(context, await context.NewPageAsync());
        await report.Page.EmulateMediaAsync(new() { Media = media, ColorScheme = scheme });
        await report.Page.GotoAsync(Account.Address.AbsoluteUri);
        return report;
    }

    private static string? Find()
    {
        var named = Environment.GetEnvironmentVariable("CONTACTSPS_CHROMIUM");
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return string.IsNullOrEmpty(named) ? Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists) : named;
    }
}
