using System.Management.Automation.Runspaces;

namespace ContactsPS.Connections;

/// <summary>The header User-Agent of the module.</summary>
internal static class ModuleUserAgent
{
    private static readonly string Module = $"ContactsPS/{typeof(ModuleUserAgent).Assembly.GetName().Version!.ToString(3)}";

    /// <summary>The module and its PowerShell, such as <c>ContactsPS/1.2.0 PowerShell/7.4.6</c>; only the module outside a runspace.</summary>
    public static string Current => Runspace.DefaultRunspace is { } runspace ? $"{Module} PowerShell/{runspace.Version}" : Module;
}
