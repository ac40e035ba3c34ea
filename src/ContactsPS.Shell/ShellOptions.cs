namespace ContactsPS.Shell;

/// <summary>The command line, read the way pwsh reads its own: what follows a script or <c>-Command</c> belongs to it.</summary>
internal sealed record ShellOptions
{
    public const string Usage = """
        Usage: ContactsPS.Shell [options] [script.ps1 [arguments...]]
               ContactsPS.Shell [options] -Command "<line>"
               ContactsPS.Shell [options]                      a prompt; reads standard input when that is redirected

        A console around the PowerShell engine with the ContactsPS module imported, for machines that have .NET but no pwsh.

        Options
          -Module <path>   import this manifest instead of the repository's ContactsPS.psd1
          -NoBanner        start the prompt without its banner
          -Help            show this text

        Exit codes
          0     the end was reached (errors that did not stop a script leave it at 0, as with pwsh -File)
          n     the script said exit n
          1     an error stopped the script, the last statement of -Command failed, or the module could not be imported
          64    the command line was not understood
          130   Ctrl+C
        """;

    public string? Script { get; private init; }

    public IReadOnlyList<string> Arguments { get; private init; } = [];

    public string? Command { get; private init; }

    public string? Module { get; private init; }

    public bool NoBanner { get; private init; }

    public bool Help { get; private init; }

    public string? Problem { get; private init; }

    public static ShellOptions Parse(IReadOnlyList<string> args)
    {
        var options = new ShellOptions();
        for (var i = 0; i < args.Count; i++)
        {
            var rest = args.Skip(i + 1).ToArray();
            switch (args[i].ToUpperInvariant())
            {
                case "-HELP" or "--HELP" or "-H" or "-?":
                    return options with { Help = true };
                case "-NOBANNER":
                    options = options with { NoBanner = true };
                    break;
                case "-MODULE" when rest.Length > 0:
                    options = options with { Module = Path.GetFullPath(rest[0]) };
                    i++;
                    break;
                case "-COMMAND" or "-C" when rest.Length > 0:
                    return options with { Command = string.Join(' ', rest) };
                case "-FILE" when rest.Length > 0:
                    return options.WithScript(rest[0], rest[1..]);
                case "-MODULE" or "-COMMAND" or "-C" or "-FILE":
                    return options with { Problem = $"{args[i]} needs a value." };
                case ['-', ..]:
                    return options with { Problem = $"{args[i]} is not an option." };
                default:
                    return options.WithScript(args[i], rest);
            }
        }

        return options;
    }

    private ShellOptions WithScript(string path, string[] arguments)
    {
        if (!path.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase))
        {
            return this with { Problem = $"'{path}' is not a .ps1 script." };
        }

        return File.Exists(path)
            ? this with { Script = Path.GetFullPath(path), Arguments = arguments }
            : this with { Problem = $"there is no script '{path}'." };
    }
}
