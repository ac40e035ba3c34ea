using System.Diagnostics;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Processes;

public sealed class CtrlCTests : IDisposable
{
    private readonly ScratchFolder folder = new();
    private readonly HostedEngine service = HostedEngine.Connected("-DelayMilliseconds 20000");

    public void Dispose()
    {
        folder.Dispose();
        service.Dispose();
    }

    [Theory]
    [InlineData("Get-Contact")]
    [InlineData("1..1000 | ForEach-Object { @{ ExternalId = \"C-$_\"; Email = \"c$_@example.com\" } } | New-Contact -BatchSize 10")]
    public async Task A_script_with_a_request_in_flight_ends_at_once_and_sends_nothing_more(string endless)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal that one process can send to another's Ctrl+C handler.");
        Assert.SkipWhen(InterruptsAreIgnored(), "This run was started with SIGINT ignored, as in the background of a shell script.");
        using var script = PowerShellProcess.Start(
            new ProcessEnvironment(folder.FullName, service.Account()),
            "-File", folder.Write("endless.ps1", $"Import-Module '{Repository.Manifest}'; 'started'; {endless}; 'not reached'"));
        Assert.Equal("started", await script.ReadLineAsync());
        while (service.LogLength == 0)
        {
            await Task.Yield();
        }

        var sent = service.LogLength;
        var pressed = Stopwatch.StartNew();
        await script.InterruptAsync();
        var result = await script.EndAsync();

        Assert.DoesNotContain("not reached", result.Output, StringComparison.Ordinal);
        Assert.InRange(service.LogLength, sent, 8);

        // Without Ctrl+C it would wait for 20 seconds. On a busy machine it ends a little later than at once.
        Assert.InRange(pressed.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    private static bool InterruptsAreIgnored()
    {
        const string status = "/proc/self/status";
        const ulong interrupt = 1UL << (2 - 1);
        const string label = "SigIgn:";
        return File.Exists(status)
            && File.ReadLines(status).First(line => line.StartsWith(label, StringComparison.Ordinal)) is var line
            && (Convert.ToUInt64(line[label.Length..].Trim(), 16) & interrupt) != 0;
    }
}
