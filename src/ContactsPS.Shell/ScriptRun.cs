namespace ContactsPS.Shell;

/// <summary>One script or one command line from start to exit code.</summary>
internal sealed class ScriptRun(ShellSession session)
{
    /// <summary>How long a stopped pipeline may take to tidy up before the process ends without it.</summary>
    private static readonly TimeSpan StopGrace = TimeSpan.FromMilliseconds(700);

    /// <remarks>
    /// A script called as a command keeps its <c>exit n</c> to itself: it shows as a failure with an exit code, and is passed on
    /// here. Arguments that do not fit its parameters are a failure without one. A script that was run and ends without
    /// <c>exit n</c> has not failed, whatever errors it wrote.
    /// </remarks>
    public int RunFile(string path, IEnumerable<string> arguments) =>
        Run($"{ScriptCall.Write(path, arguments)}; if (-not $?) {{ exit ($LASTEXITCODE ?? 1) }}", failedStatementFails: false);

    public int RunCommand(string line) => Run(line, failedStatementFails: true);

    private int Run(string script, bool failedStatementFails)
    {
        Console.CancelKeyPress += OnInterrupt;
        var outcome = session.Run(script);
        return outcome switch
        {
            RunOutcome.Stopped => ExitCode.Interrupted,
            _ when session.Host.ExitRequest is { } code => code,
            RunOutcome.Failed => ExitCode.Failure,
            _ when failedStatementFails && !session.LastStatementSucceeded => ExitCode.Failure,
            _ => ExitCode.Success,
        };
    }

    private void OnInterrupt(object? sender, ConsoleCancelEventArgs e)
    {
        e.Cancel = true;
        if (!session.Stop().Wait(StopGrace))
        {
            Environment.Exit(ExitCode.Interrupted);
        }
    }
}
