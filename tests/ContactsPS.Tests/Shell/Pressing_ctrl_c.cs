using System.Diagnostics;
using Xunit;

namespace ContactsPS.Tests.Shell;

public sealed class Pressing_ctrl_c : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("while ($true) { }")]
    [InlineData("1..[int]::MaxValue | ForEach-Object { $_ } | Out-Null")]
    [InlineData("[System.Threading.Thread]::Sleep(-1)")]
    public async Task A_script_ends_at_once_with_130(string endless)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal that one process can send to another's Ctrl+C handler.");
        Assert.SkipWhen(InterruptsAreIgnored(), "This run was started with SIGINT ignored, as in the background of a shell script.");
        using var shell = ShellProcess.Start(folder.Write("endless.ps1", $"'started'; {endless}; 'not reached'"));
        Assert.Equal("started", await shell.ReadLine());

        var pressed = Stopwatch.StartNew();
        await shell.Interrupt();
        var answer = await shell.Ended();

        Assert.Equal(130, answer.ExitCode);
        Assert.Empty(answer.Output);
        // Left to itself it would never end; on a busy machine at once is a little later.
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
