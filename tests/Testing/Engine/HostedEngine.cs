using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

namespace ContactsPS.Testing;

/// <summary>The full PowerShell engine in this process, which runs what a user would type.</summary>
public sealed class HostedEngine : IDisposable
{
    private readonly Runspace runspace;
    private PSObject? sandbox;
    private int forgotten;

    /// <summary>An engine without the module.</summary>
    internal HostedEngine(PSHost? host = null)
    {
        var state = InitialSessionState.CreateDefault();
        state.ThreadOptions = PSThreadOptions.ReuseThread;
        if (OperatingSystem.IsWindows())
        {
            // An engine outside of pwsh starts with the policy Restricted, which would refuse the psm1 of the module.
            state.ExecutionPolicy = ExecutionPolicy.RemoteSigned;
        }

        ModuleUnderTest.Prepare(state);
        runspace = host is null ? RunspaceFactory.CreateRunspace(state) : RunspaceFactory.CreateRunspace(host, state);
        runspace.Open();
    }

    public string Version => runspace.Version.ToString();

    /// <summary>The requests that the sandbox received, such as <c>POST /v2.1/contact</c>, since the start or the last <see cref="ForgetRequests"/>.</summary>
    public IReadOnlyList<string> Requests =>
        [.. Run("$sandbox.Requests | ForEach-Object { '{0} {1}' -f $_.Method, $_.Path }").Texts.Skip(forgotten)];

    /// <summary>The requests that may change something.</summary>
    public IReadOnlyList<string> ChangingRequests => [.. Requests.Where(request => !request.StartsWith("GET ", StringComparison.Ordinal))];

    /// <summary>How many requests the sandbox received. Safe to read while a pipeline runs.</summary>
    public int LogLength => (int)sandbox!.Properties["RequestCount"].Value;

    /// <summary>The status codes of the sandbox's responses. Safe to read while a pipeline runs.</summary>
    public IReadOnlyList<int> Statuses =>
        [.. ((IEnumerable)sandbox!.Properties["Requests"].Value).Cast<object>().Select(request => (int)PSObject.AsPSObject(request).Properties["Status"].Value)];

    /// <summary>An engine that has imported the built module.</summary>
    /// <param name="host">The host that receives everything that is shown; by default none.</param>
    public static HostedEngine WithModule(PSHost? host = null)
    {
        var engine = new HostedEngine(host);
        ModuleUnderTest.Import(engine);
        return engine;
    }

    /// <summary>An engine that is connected to its own sandbox, which is in <c>$sandbox</c>.</summary>
    /// <param name="sandboxArguments">Arguments of Start-ContactSandbox.</param>
    /// <param name="host">The host that receives everything that is shown and answers questions; by default none.</param>
    public static HostedEngine Connected(string sandboxArguments = "", PSHost? host = null)
    {
        var engine = WithModule(host);
        engine.sandbox = engine.Run($"$sandbox = Start-ContactSandbox {sandboxArguments}; $sandbox | Connect-ContactService; $sandbox").ThrowIfFailed().Output[0];
        return engine;
    }

    public void Import(string manifest) => Run("Import-Module $manifest", ("manifest", manifest)).ThrowIfFailed();

    public void ForgetRequests() => forgotten = (int)Run("$sandbox.Requests.Count").Value!;

    /// <summary>Makes the default connection. It sends nothing.</summary>
    internal void Connect(EngineConnection connection) => Run(
        "Connect-ContactService -Credential $credential -BaseUri $baseUri -ThrottleLimit $throttle -TimeoutSec $seconds -MaximumRetryCount $retries",
        ("credential", connection.Credential),
        ("baseUri", connection.BaseUri),
        ("throttle", connection.ThrottleLimit),
        ("seconds", connection.TimeoutSec),
        ("retries", connection.MaximumRetryCount)).ThrowIfFailed();

    /// <summary>The address and credentials of the sandbox, as environment variables of another process.</summary>
    internal Dictionary<string, string?> Account()
    {
        var values = Run("$sandbox.BaseUri; $sandbox.Credential.UserName; $sandbox.Credential.GetNetworkCredential().Password").ThrowIfFailed().Texts;
        return new(StringComparer.Ordinal) { ["CONTACTSPS_BASE_URI"] = values[0], ["CONTACTSPS_APPLICATION_KEY"] = values[1], ["CONTACTSPS_AUTHORIZATION"] = values[2] };
    }

    /// <summary>Runs a script that ends with a count and writes no error. The variables that it sets are released when it ends.</summary>
    public long Count(string script, params IReadOnlyList<(string Name, object? Value)> variables) =>
        LanguagePrimitives.ConvertTo<long>(Run($"& {{ {script} }}", variables).ThrowIfFailed().Output.Single());

    /// <summary>Runs a script with variables set, and collects everything that it writes.</summary>
    public EngineResult Run(string script, params IReadOnlyList<(string Name, object? Value)> variables)
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

        return new EngineResult([.. output], powershell.Streams, terminating);
    }

    /// <summary>Creates a pipeline that the caller runs and stops.</summary>
    /// <param name="script">The command that a user would type.</param>
    /// <param name="variables">Variables that are set first.</param>
    public PowerShell Create(string script, params IReadOnlyList<(string Name, object? Value)> variables)
    {
        foreach (var (name, value) in variables)
        {
            runspace.SessionStateProxy.SetVariable(name, value);
        }

        var powershell = PowerShell.Create(runspace);
        powershell.AddScript(script);
        return powershell;
    }

    /// <summary>Resets the runspace between two users, as ForEach-Object -Parallel does.</summary>
    public void Reset() => runspace.ResetRunspaceState();

    public void Dispose()
    {
        Run("Stop-ContactSandbox");
        runspace.Dispose();
    }
}
