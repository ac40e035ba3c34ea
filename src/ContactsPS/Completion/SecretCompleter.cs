using System.Management.Automation;
using System.Management.Automation.Runspaces;
using ContactsPS.Connections;

namespace ContactsPS.Completion;

/// <summary>Offers the secrets that may be credentials, or the vaults for -Vault, if SecretManagement is installed.</summary>
/// <remarks>Uses a runspace without a host, so that a locked vault fails instead of asking for its password.</remarks>
public sealed class SecretCompleter : Completer
{
    private const string Secrets = """
        param($module, $arguments)
        Import-Module $module
        foreach ($secret in Get-SecretInfo @arguments -ErrorAction Ignore) {
            if ("$($secret.Type)" -in '', 'Unknown', 'PSCredential') { "$($secret.Name)`n$($secret.Name) in $($secret.VaultName)" }
        }
        """;

    private const string Vaults = """
        param($module)
        Import-Module $module
        foreach ($vault in Get-SecretVault -ErrorAction Ignore) { "$($vault.Name)`n$($vault.Name) by $($vault.ModuleName)" }
        """;

    private protected override IEnumerable<CompletionCandidate> Candidates(CompletionContext line)
    {
        var isVault = line.ParameterName == "Vault";
        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (!isVault && line.ValueOf("Vault") is string vault)
        {
            arguments["Vault"] = vault;
        }

        var found = line.Session.InvokeCommand.GetCommand(@"Microsoft.PowerShell.SecretManagement\Get-SecretInfo", CommandTypes.Cmdlet | CommandTypes.Function);
        return found?.Module is not { } module ? [] : CompletionCache
            .Of(line.Runspace, isVault ? "vaults" : $"secrets {string.Concat(arguments.Values)}", () => CompletionTimeout.Await(token => Task.FromResult(Ask(isVault ? Vaults : Secrets, module.Path, arguments, token))))
            .Select(text => text.Split('\n'))
            .Select(parts => new CompletionCandidate(parts[0], parts[0], parts[1]));
    }

    private static string[] Ask(string script, string module, Dictionary<string, object?> arguments, CancellationToken cancellationToken)
    {
        using var powershell = PowerShell.Create(InitialSessionState.CreateDefault2());
        using var stop = cancellationToken.Register(() => powershell.BeginStop(callback: null, state: null));
        return [.. powershell.AddScript(script).AddArgument(module).AddArgument(arguments).Invoke().Select(result => result.ToString())];
    }
}
