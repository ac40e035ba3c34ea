using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;

namespace ContactsPS.Tests.Harness;

/// <summary>A real PowerShell engine with the built module in it, driven by what a user would type.</summary>
public sealed class TestShell : IDisposable
{
    private readonly Runspace runspace;
    private PSObject? sandbox;
    private int forgotten;

    public TestShell()
        : this(host: null)
    {
    }

    /// <summary>A shell whose host sees what is shown.</summary>
    internal TestShell(PSHost? host)
    {
        var state = InitialSessionState.CreateDefault2();
        state.ThreadOptions = PSThreadOptions.ReuseThread;
#if NET472_MODULE
        ModuleUnderTest.AddTypes(state);
#endif
        runspace = host is null ? RunspaceFactory.CreateRunspace(state) : RunspaceFactory.CreateRunspace(host, state);
        runspace.Open();
        ModuleUnderTest.Import(this);
    }

    /// <summary>A shell that is connected to a sandbox of its own, which <c>$sandbox</c> holds.</summary>
    public static TestShell Connected(string sandboxArguments = "")
    {
        var shell = new TestShell();
        shell.sandbox = shell.Run($"$sandbox = Start-ContactSandbox {sandboxArguments}; $sandbox | Connect-ContactService; $sandbox").ThrowIfFailed().Output[0];
        return shell;
    }

    /// <summary>The requests that the sandbox got, such as <c>POST /v2.1/contact</c>, since the start or the last <see cref="ForgetRequests"/>.</summary>
    public IReadOnlyList<string> Requests =>
        [.. Run("$sandbox.Requests | ForEach-Object { '{0} {1}' -f $_.Method, $_.Path }").Texts.Skip(forgotten)];

    /// <summary>The requests that change something.</summary>
    public IReadOnlyList<string> ChangingRequests => [.. Requests.Where(request => !request.StartsWith("GET ", StringComparison.Ordinal))];

    /// <summary>How many requests the sandbox was sent, read beside a pipeline that is running.</summary>
    public int LogLength => (int)sandbox!.Properties["RequestCount"].Value;

    /// <summary>The statuses that the sandbox answered, read beside a pipeline that is running.</summary>
    public IReadOnlyList<int> Statuses =>
        [.. ((System.Collections.IEnumerable)sandbox!.Properties["Requests"].Value).Cast<object>().Select(request => (int)PSObject.AsPSObject(request).Properties["Status"].Value)];

    public void ForgetRequests() => forgotten = (int)Run("$sandbox.Requests.Count").Value!;

    /// <summary>The sandbox's address and credentials, as the environment of another process.</summary>
    internal Dictionary<string, string?> Account()
    {
        var told = Run("$sandbox.BaseUri; $sandbox.Credential.UserName; $sandbox.Credential.GetNetworkCredential().Password").ThrowIfFailed().Texts;
        return new(StringComparer.Ordinal) { ["CONTACTSPS_BASE_URI"] = told[0], ["CONTACTSPS_APPLICATION_KEY"] = told[1], ["CONTACTSPS_AUTHORIZATION"] = told[2] };
    }

    /// <summary>Runs a script with variables set, and gathers everything that it says.</summary>
    public ShellResult Run(string script, params (string Name, object? Value)[] variables)
    {
        using var powershell = Create(script, variables);
        ErrorRecord? terminating = null;
        ICollection<PSObject> output = [];
        try
        {
            output = powershell.Invoke();
        }
        catch (RuntimeException exception)
        {
            terminating = exception.ErrorRecord;
        }

        return new ShellResult([.. output], powershell.Streams, terminating);
    }

    /// <summary>A pipeline that the caller runs and stops.</summary>
    public PowerShell Create(string script, params (string Name, object? Value)[] variables)
    {
        foreach (var (name, value) in variables)
        {
            runspace.SessionStateProxy.SetVariable(name, value);
        }

        var powershell = PowerShell.Create(runspace);
        powershell.AddScript(script);
        return powershell;
    }

    /// <summary>What is done to a runspace between one user and the next, as ForEach-Object -Parallel does.</summary>
    public void Reset() => runspace.ResetRunspaceState();

    public void Dispose()
    {
        Run("Stop-ContactSandbox");
        runspace.Dispose();
    }
}
