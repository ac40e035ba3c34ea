using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

namespace ContactsPS.Hosting;

/// <summary>A PowerShell engine in this process. It has the Core commands alone: no Select-Object, no Invoke-RestMethod.</summary>
internal sealed class HostedEngine : IDisposable
{
    private readonly Runspace runspace;

    public HostedEngine()
    {
        var state = InitialSessionState.CreateDefault2();
        state.ThreadOptions = PSThreadOptions.ReuseThread;
        if (OperatingSystem.IsWindows())
        {
            // An engine without pwsh around it starts as Restricted, which would refuse the module's own psm1.
            state.ExecutionPolicy = ExecutionPolicy.RemoteSigned;
        }

        runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
    }

    public string Version => runspace.Version.ToString();

    /// <summary>An engine with the built module in it.</summary>
    public static HostedEngine WithModule()
    {
        var engine = new HostedEngine();
        engine.Import(Repository.Manifest);
        return engine;
    }

    public void Import(string manifest) => Run("Import-Module $manifest", ("manifest", manifest));

    /// <summary>Makes the default connection. It sends nothing.</summary>
    public void Connect(EngineConnection connection) => Run(
        "Connect-ContactService -Credential $credential -BaseUri $baseUri -ThrottleLimit $throttle -TimeoutSec $seconds -MaximumRetryCount $retries",
        ("credential", connection.Credential),
        ("baseUri", connection.BaseUri),
        ("throttle", connection.ThrottleLimit),
        ("seconds", connection.TimeoutSec),
        ("retries", connection.MaximumRetryCount));

    /// <summary>Runs a script that ends with a count.</summary>
    public long Count(string script, params IReadOnlyList<(string Name, object? Value)> variables) =>
        LanguagePrimitives.ConvertTo<long>(Run(script, variables).Single());

    /// <summary>Runs a script; an error of any kind is an exception, unless the script takes it.</summary>
    public Collection<PSObject> Run(string script, params IReadOnlyList<(string Name, object? Value)> variables)
    {
        using var shell = Create(script, variables);
        var output = shell.Invoke();
        return shell.Streams.Error.FirstOrDefault() is { } error ? throw new InvalidOperationException(error.ToString(), error.Exception) : output;
    }

    /// <summary>A pipeline that the caller runs and stops. What the script sets is gone when it ends, and `$c` with it.</summary>
    public PowerShell Create(string script, params IReadOnlyList<(string Name, object? Value)> variables)
    {
        foreach (var (name, value) in variables)
        {
            runspace.SessionStateProxy.SetVariable(name, value);
        }

        var shell = PowerShell.Create(runspace);
        shell.AddScript(script, useLocalScope: true);
        return shell;
    }

    public void Dispose() => runspace.Dispose();
}
