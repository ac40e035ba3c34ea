using System.Management.Automation;
using ContactsPS.Errors;

namespace ContactsPS.Connections;

/// <summary>Reads credentials from SecretManagement, if it is installed.</summary>
internal static class SecretVault
{
    private const string Script = """
        param($arguments)
        Microsoft.PowerShell.SecretManagement\Get-Secret @arguments -ErrorAction Stop
        """;

    /// <exception cref="InputException">SecretManagement is not installed, the vault does not open, or the secret is not a credential.</exception>
    public static PSCredential Read(PSCmdlet cmdlet, string name, string? vault)
    {
        var arguments = new System.Collections.Hashtable(StringComparer.OrdinalIgnoreCase) { ["Name"] = name };
        if (vault is not null)
        {
            arguments["Vault"] = vault;
        }

        try
        {
            var found = cmdlet.InvokeCommand.NewScriptBlock(Script).Invoke(arguments);
            return found.Count == 1 && found[0]?.BaseObject is PSCredential credential
                ? credential
                : throw NotAvailable(name, Messages.Get("NotACredential"));
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            throw NotAvailable(name, Reason(exception, vault));
        }
    }

    private static string Reason(RuntimeException exception, string? vault)
    {
        if (exception is CommandNotFoundException)
        {
            return Messages.Get("NoSecretManagement");
        }

        // The type of the exception belongs to SecretManagement, which is not referenced.
        var error = exception.ErrorRecord;
        if (error.Exception.GetType().Name == "PasswordRequiredException")
        {
            return vault is null ? Messages.Get("AVaultIsLocked") : Messages.Get("VaultIsLocked", vault);
        }

        return error.FullyQualifiedErrorId.Split(',')[0] switch
        {
            "GetSecretVaultNotFound" => Messages.Get("NoSuchVault", vault),
            "GetSecretNotFound" => vault is null ? Messages.Get("NoSuchSecret") : Messages.Get("NoSuchSecretInVault", vault),
            _ => EngineError.Reason(exception),
        };
    }

    private static InputException NotAvailable(string name, string reason) =>
        new(FailureKind.SecretNotAvailable, name, reason);
}
