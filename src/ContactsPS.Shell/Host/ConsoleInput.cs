namespace ContactsPS.Shell.Host;

/// <summary>Lines typed at a terminal, any of which Ctrl+C may make void.</summary>
internal sealed class ConsoleInput
{
    private volatile bool reading;
    private volatile bool isLineVoid;

    /// <param name="abandoned">True when Ctrl+C was pressed while the line was typed: nothing of it may be run.</param>
    public string? ReadLine(string? prompt, out bool abandoned)
    {
        Console.Out.Write(prompt);
        isLineVoid = false;
        reading = true;
        var line = Console.In.ReadLine();
        reading = false;

        // On Windows Ctrl+C ends the read like an end of file, and may do so before the handler has been called.
        abandoned = line is null && OperatingSystem.IsWindows()
            ? SpinWait.SpinUntil(() => isLineVoid, millisecondsTimeout: 100)
            : isLineVoid;
        return line;
    }

    /// <remarks>
    /// The framework's reader keeps what was typed before Ctrl+C and cannot be told to forget it. A fresh prompt on the screen
    /// would then hide a line that Enter still runs, so the line is declared void up to its Enter instead.
    /// </remarks>
    public void Abandon()
    {
        if (reading && !isLineVoid)
        {
            isLineVoid = true;
            Console.Out.Write(OperatingSystem.IsWindows() ? "^C\n" : "^C (this line is dropped; Enter goes on)\n");
        }
    }
}
