using System.Management.Automation.Host;

namespace ContactsPS.Shell.Host;

/// <summary>What standard output and standard error can show.</summary>
internal static class Terminal
{
    /// <summary>The width of a file or a pipe, in columns.</summary>
    private const int RedirectedWidth = 100;

    private const int RedirectedHeight = 50;

    public static bool OutputColours { get; } = ColoursWanted(Console.IsOutputRedirected);

    public static bool ErrorColours { get; } = ColoursWanted(Console.IsErrorRedirected);

    public static Size Size
    {
        get
        {
            if (Console.IsOutputRedirected)
            {
                return new Size(RedirectedWidth, RedirectedHeight);
            }

            // A pseudo-terminal that nobody has sized reports zero.
            return new Size(
                Console.WindowWidth > 0 ? Console.WindowWidth : RedirectedWidth,
                Console.WindowHeight > 0 ? Console.WindowHeight : RedirectedHeight);
        }
    }

    private static bool ColoursWanted(bool redirected)
    {
        if (IsSet("NO_COLOR"))
        {
            return false;
        }

        // What reads the pipe may show colours too: a CI log, or the picture of the tour.
        if (redirected)
        {
            return IsSet("CLICOLOR_FORCE");
        }

        // The old Windows console shows escape sequences as text unless it is switched over; Windows Terminal never does.
        return OperatingSystem.IsWindows()
            ? Environment.GetEnvironmentVariable("WT_SESSION") is not null
            : Environment.GetEnvironmentVariable("TERM") is not "dumb";
    }
    private static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));
}
