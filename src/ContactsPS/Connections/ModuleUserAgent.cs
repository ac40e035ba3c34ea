using System.Management.Automation.Runspaces;

namespace ContactsPS.Connections;

/// <summary>How the module introduces itself to the service.</summary>
internal static class ModuleUserAgent
{
    private static readonly string Module = $"ContactsPS/{typeof(ModuleUserAgent).Assembly.GetName().Version!.ToString(3)}";

    /// <summary>The module and the PowerShell that it runs in, such as <c>ContactsPS/1.2.0 PowerShell/7.4.6</c>; the module alone outside any runspace.</summary>
    public static string Current => Runspace.DefaultRunspace is { } runspace ? $"{Module} PowerShell/{runspace.Version}" : Module;
}
