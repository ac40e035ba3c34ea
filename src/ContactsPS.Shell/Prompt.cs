using System.Management.Automation.Language;

namespace ContactsPS.Shell;

/// <summary>Reads statements, runs them, and goes on whatever they do, until <c>exit</c> or the end of the input.</summary>
internal sealed class Prompt(ShellSession session)
{
    private readonly bool interactive = !Console.IsInputRedirected;
    private int stopRequests;

    public int Run(bool showBanner)
    {
        if (showBanner)
        {
            session.Host.UI.WriteLine(Banner.Text(session.EngineVersion, session.StandIns));
        }

        Console.CancelKeyPress += OnInterrupt;
        while (session.Host.ExitRequest is null && ReadStatement() is { } statement)
        {
            Interlocked.Exchange(ref stopRequests, 0);
            session.Run(statement);
        }

        return session.Host.ExitRequest ?? ExitCode.Success;
    }

    private string? ReadStatement()
    {
        var statement = string.Empty;
        while (true)
        {
            var line = ReadLine(statement.Length == 0 ? "PS ContactsPS> " : ">> ", out var abandoned);
            if (abandoned)
            {
                statement = string.Empty;
                continue;
            }

            if (line is null)
            {
                return statement.Length == 0 ? null : statement;
            }

            statement = statement.Length == 0 ? line : $"{statement}\n{line}";
            if (string.IsNullOrWhiteSpace(statement))
            {
                statement = string.Empty;
            }
            else if (IsComplete(statement))
            {
                return statement;
            }
        }
    }

    private string? ReadLine(string prompt, out bool abandoned)
    {
        if (!interactive)
        {
            abandoned = false;
            return Console.In.ReadLine();
        }

        return session.Host.Input.ReadLine(prompt, out abandoned);
    }

    private static bool IsComplete(string statement)
    {
        Parser.ParseInput(statement, out _, out var errors);
        return !Array.Exists(errors, error => error.IncompleteInput);
    }

    private void OnInterrupt(object? sender, ConsoleCancelEventArgs e)
    {
        // A pipeline that does not answer the first Ctrl+C leaves the second to end the process.
        var stopped = session.Stop();
        e.Cancel = Interlocked.Increment(ref stopRequests) == 1 || stopped.IsCompleted;
        session.Host.Input.Abandon();
    }
}
