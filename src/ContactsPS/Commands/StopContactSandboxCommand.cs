using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Connections;

namespace ContactsPS.Commands;

/// <summary>Stops sandboxes: the piped or named ones, else all that this session started.</summary>
[Cmdlet(VerbsLifecycle.Stop, "ContactSandbox")]
[OutputType(typeof(void))]
public sealed class StopContactSandboxCommand : PSCmdlet
{
    /// <summary>The sandboxes to stop.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateSomeValue]
    public ContactSandbox[]? Sandbox { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var started = RunspaceState.Of(SessionState).Sandboxes;
        foreach (var sandbox in Sandbox ?? started.ToArray())
        {
            sandbox.Dispose();
            started.Remove(sandbox);
        }
    }
}
