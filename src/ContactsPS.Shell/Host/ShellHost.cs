using System.Globalization;
using System.Management.Automation.Host;

namespace ContactsPS.Shell.Host;

/// <summary>What the engine asks of the program around it.</summary>
internal sealed class ShellHost : PSHost
{
    public ShellHost() => UI = new ShellUserInterface(Input);

    /// <summary>The number given to <c>exit</c>, once a script has said it.</summary>
    public int? ExitRequest { get; private set; }

    public ConsoleInput Input { get; } = new();

    public override ShellUserInterface UI { get; }

    public override string Name => "ContactsPS.Shell";

    public override Version Version { get; } = typeof(ShellHost).Assembly.GetName().Version ?? new Version(0, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override void SetShouldExit(int exitCode) => ExitRequest ??= exitCode;

    public override void EnterNestedPrompt() => throw new NotSupportedException("This shell has no nested prompt to suspend to.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("This shell has no nested prompt.");

    public override void NotifyBeginApplication()
    {
        // A native program writes to the same console; nothing has to be put aside for it.
    }

    public override void NotifyEndApplication()
    {
        // Nothing was put aside.
    }
}
