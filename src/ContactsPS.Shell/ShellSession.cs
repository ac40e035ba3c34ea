using System.Management.Automation;
using System.Management.Automation.Runspaces;
using ContactsPS.Shell.Host;
using ContactsPS.Shell.StandIns;
using Microsoft.PowerShell;

namespace ContactsPS.Shell;

/// <summary>The runspace, what is imported into it, and the one pipeline that runs at a time.</summary>
internal sealed class ShellSession : IDisposable
{
    private readonly Runspace runspace;
    private readonly Lock gate = new();
    private PowerShell? running;
    private TaskCompletionSource ended = new();

    private ShellSession(ShellHost host, Runspace runspace)
    {
        Host = host;
        this.runspace = runspace;
    }

    public ShellHost Host { get; }

    public IReadOnlyList<string> StandIns { get; private set; } = [];

    public string EngineVersion => runspace.Version.ToString();

    /// <summary>PowerShell's <c>$?</c>.</summary>
    public bool LastStatementSucceeded => runspace.SessionStateProxy.GetVariable("?") is true;

    public static ShellSession Open(ShellHost host)
    {
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            // An engine without pwsh around it starts as Restricted, which would refuse even the module's own psm1.
            state.ExecutionPolicy = ExecutionPolicy.RemoteSigned;
        }

        if (!host.UI.SupportsVirtualTerminal)
        {
            PSStyle.Instance.OutputRendering = OutputRendering.PlainText;
        }

        var opened = RunspaceFactory.CreateRunspace(host, state);
        opened.ThreadOptions = PSThreadOptions.UseCurrentThread;
        opened.Open();
        return new ShellSession(host, opened);
    }

    public void ImportModule(string path)
    {
        using var shell = PowerShell.Create(runspace);
        shell.AddCommand("Import-Module").AddParameter("Name", path).AddParameter("ErrorAction", ActionPreference.Stop).Invoke();
    }

    /// <summary>Comes after the module, whose own loading must not lean on what only this shell has.</summary>
    public void ImportStandIns() => StandIns = StandInCatalog.ImportMissing(runspace);

    public RunOutcome Run(string script)
    {
        using var shell = PowerShell.Create(runspace);
        shell.AddScript(script);
        Show(shell);
        lock (gate)
        {
            running = shell;
            ended = new TaskCompletionSource();
        }

        try
        {
            // What goes into the history also sets $?, which is otherwise put back as it was.
            shell.Invoke(input: null, new PSInvocationSettings { AddToHistory = true });
            return shell.InvocationStateInfo.State == PSInvocationState.Stopped ? RunOutcome.Stopped : RunOutcome.Completed;
        }
        catch (PipelineStoppedException)
        {
            return RunOutcome.Stopped;
        }
        catch (IncompleteParseException e)
        {
            // The engine's own view of this error is empty: pwsh fails here without a word.
            Host.UI.WriteErrorLine(e.Message);
            return RunOutcome.Failed;
        }
        catch (RuntimeException e)
        {
            ShowError(e.ErrorRecord);
            return RunOutcome.Failed;
        }
        finally
        {
            Host.UI.ClearProgress();
            lock (gate)
            {
                running = null;
                ended.SetResult();
            }
        }
    }

    /// <summary>Stops what is running, from another thread.</summary>
    /// <returns>Done when the pipeline has ended.</returns>
    public Task Stop()
    {
        lock (gate)
        {
            running?.BeginStop(callback: null, state: null);
            return running is null ? Task.CompletedTask : ended.Task;
        }
    }

    public void Dispose() => runspace.Dispose();

    private void ShowError(ErrorRecord error)
    {
        // Out-Default takes a record that is handed to it for output; only the engine can mark one as an error.
        using var shell = PowerShell.Create(runspace);
        shell.AddCommand("Out-Default").AddParameter("InputObject", error);
        Host.UI.WriteAsErrors(() => shell.Invoke());
    }

    private static void Show(PowerShell shell)
    {
        // Errors travel with the output, so that both come out in the order in which they happened.
        var outDefault = new Command("Out-Default")
        {
            MergeUnclaimedPreviousCommandResults = PipelineResultTypes.Error | PipelineResultTypes.Output,
        };
        shell.Commands.AddCommand(outDefault);
    }
}
