using System.Management.Automation;
using ContactsPS.Shell;
using ContactsPS.Shell.Host;

var options = ShellOptions.Parse(args);
if (options.Problem is { } problem)
{
    Console.Error.WriteLine($"ContactsPS.Shell: {problem}");
    Console.Error.WriteLine(ShellOptions.Usage);
    return ExitCode.WrongUsage;
}

if (options.Help)
{
    Console.Out.WriteLine(ShellOptions.Usage);
    return ExitCode.Success;
}

if (OperatingSystem.IsWindows())
{
    // The console's old code page would turn half of a Polish address book into question marks.
    Console.OutputEncoding = System.Text.Encoding.UTF8;
}

var host = new ShellHost();
using var session = ShellSession.Open(host);
try
{
    session.ImportModule(options.Module ?? RepositoryManifest.Find());
    session.ImportStandIns();
}
catch (Exception e) when (e is RuntimeException or FileNotFoundException)
{
    var reason = (e as RuntimeException)?.ErrorRecord.Exception.Message ?? e.Message;
    Console.Error.WriteLine($"ContactsPS.Shell: the module could not be imported. {reason}");
    return ExitCode.Failure;
}

return options switch
{
    { Script: { } script } => new ScriptRun(session).RunFile(script, options.Arguments),
    { Command: { } command } => new ScriptRun(session).RunCommand(command),
    _ => new Prompt(session).Run(showBanner: !options.NoBanner),
};
