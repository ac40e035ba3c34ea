using System.Diagnostics;
using System.Globalization;
using ContactsPS.Acceptance.Results;
using ContactsPS.Sandbox.Options;
using ContactsPS.Testing;

namespace ContactsPS.Acceptance.Tests;

/// <summary>The program as its user runs it.</summary>
public sealed class ProgramTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly ScratchFolder folder = new();

    private string Result => folder.PathOf("result");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(null, 0, "65 facts hold, 0 do not, 3 are not decided; ")]
    [InlineData(SandboxAlternative.UniqueEmail, 1, "64 facts hold, 1 do not, 3 are not decided; ")]
    public async Task The_exit_code_says_whether_a_fact_does_not_hold(SandboxAlternative? alternative, int exitCode, string summary)
    {
        using var service = new ServiceUnderTest(new SandboxOptions { Alternatives = alternative is { } other ? [other] : [] });
        var (code, output, error) = await RunAsync(service.Settings, Result, "--write");
        Assert.True((code, error) == (exitCode, string.Empty), output + error);
        Assert.Contains(summary, output, StringComparison.Ordinal);
        Assert.Empty(service.Left);
        Assert.True(File.Exists(Path.Combine(Result, ResultWriter.TableName)) && File.Exists(Path.Combine(Result, ResultWriter.JsonName)));
    }

    [Theory]
    [InlineData("-INT")]
    [InlineData("-TERM")]
    public async Task A_signal_ends_the_run_and_nothing_of_it_is_left_behind(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent by kill.");
        using var service = new ServiceUnderTest(new SandboxOptions { Delay = TimeSpan.FromMilliseconds(2) });
        using var process = Start(service.Settings, Result, "--write");
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(Limit) is { } line && !line.StartsWith("F12 ", StringComparison.Ordinal))
        {
        }

        Assert.NotEmpty(service.Left);
        using var kill = Process.Start("kill", [signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        var (code, output, _) = await EndAsync(process);
        Assert.Equal(3, code);
        Assert.Contains("Stopping, and removing what was created", output, StringComparison.Ordinal);
        Assert.Contains("The run ended early: it was stopped.", await File.ReadAllTextAsync(Path.Combine(Result, ResultWriter.TableName)), StringComparison.Ordinal);
        Assert.Empty(service.Left);
    }

    [Fact]
    public async Task Wrong_credentials_end_the_run_and_no_result_is_written()
    {
        using var service = new ServiceUnderTest();
        var (code, output, _) = await RunAsync(service.Settings with { Credentials = new("wrong-key", "wrong-token") }, Result, "--write");
        Assert.Equal(3, code);
        Assert.Contains("does not accept these credentials (401)", output, StringComparison.Ordinal);
        Assert.Equal(1, service.Sandbox.RequestCount);
        Assert.False(Directory.Exists(Result));
    }

    [Theory]
    [InlineData("Set CONTACTSPS_APPLICATION_KEY and CONTACTSPS_AUTHORIZATION", false, "result")]
    [InlineData("A folder for the result is missing.", true)]
    [InlineData("Writing to anything but loopback needs two variables: CONTACTSPS_ACCEPTANCE_MAY_WRITE=yes", true, "result", "--write")]
    [InlineData("Writing to anything but loopback needs two variables: CONTACTSPS_ACCEPTANCE_MAY_WRITE=yes", true, "--remove", "acc-1a2b3c4d")]
    public async Task A_run_that_is_refused_sends_nothing_and_says_what_is_missing(string message, bool hasCredentials, params string[] arguments)
    {
        var settings = new Settings(new Uri("https://api.invalid/v2.1"), hasCredentials ? new("key", "token") : new(null, null));
        var (code, output, error) = await RunAsync(settings, arguments);
        Assert.Equal((2, string.Empty), (code, output));
        Assert.StartsWith(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_plan_names_every_fact_and_sends_nothing()
    {
        var (code, output, error) = await RunAsync(new Settings(new Uri("https://api.invalid/v2.1"), new(null, null)), "--plan");
        Assert.Equal((0, string.Empty), (code, error));
        Assert.Equal(Fact.All.Select(static fact => fact.Number).Order(StringComparer.Ordinal), output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split(' ')[0]).Order(StringComparer.Ordinal));
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(Settings settings, params string[] arguments)
    {
        using var process = Start(settings, arguments);
        return await EndAsync(process);
    }

    private Process Start(Settings settings, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.PathOf("tests", "ContactsPS.Acceptance", "bin", Repository.Configuration, "net10.0", "ContactsPS.Acceptance.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.FullName,
        };
        start.Environment[Settings.BaseUriName] = settings.BaseUri.AbsoluteUri;
        start.Environment[Settings.KeyName] = settings.Credentials.ApplicationKey;
        start.Environment[Settings.AuthorizationName] = settings.Credentials.Authorization;
        start.Environment[Settings.MayWriteName] = null;
        start.Environment[Settings.AccountName] = null;
        return Process.Start(start)!;
    }

    private static async Task<(int Code, string Output, string Error)> EndAsync(Process process)
    {
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Limit);
        await process.WaitForExitAsync().WaitAsync(Limit);
        return (process.ExitCode, output.ReplaceLineEndings("\n"), await error);
    }
}
