using System.Management.Automation;
using ContactsPS.Errors;

namespace ContactsPS.Connections;

/// <summary>Reads credentials from SecretManagement, where that is installed.</summary>
internal static class SecretVault
{
    private const string Script = """
        param($arguments)
        Microsoft.PowerShell.SecretManagement\Get-Secret @arguments -ErrorAction Stop
        """;

    /// <exception cref="InputException">SecretManagement is not installed, the vault does not open, or the secret is no credential.</exception>
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
            throw NotAvailable(name, exception.Message);
        }
    }

    private static InputException NotAvailable(string name, string reason) =>
        new(ErrorIds.SecretNotAvailable, ErrorCategory.ResourceUnavailable, name, reason);
}
