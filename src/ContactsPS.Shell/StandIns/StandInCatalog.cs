using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace ContactsPS.Shell.StandIns;

/// <summary>The few commands of pwsh's Utility module that the samples use and the engine package does not bring.</summary>
internal static class StandInCatalog
{
    /// <summary>Imports those that the engine cannot find; where it has the real one, that one is used.</summary>
    /// <returns>The names imported.</returns>
    public static IReadOnlyList<string> ImportMissing(Runspace runspace)
    {
        var missing = Names().Where(name => IsMissing(runspace, name)).ToArray();
        if (missing.Length > 0)
        {
            using var shell = PowerShell.Create(runspace);
            shell.AddCommand("Import-Module")
                .AddParameter("Name", typeof(StandInCatalog).Assembly.Location)
                .AddParameter("Cmdlet", missing)
                .AddParameter("ErrorAction", ActionPreference.Stop)
                .Invoke();
        }

        return missing;
    }

    private static IEnumerable<string> Names() =>
        typeof(StandInCatalog).Assembly.GetTypes()
            .Select(type => type.GetCustomAttribute<CmdletAttribute>())
            .OfType<CmdletAttribute>()
            .Select(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}")
            .Order(StringComparer.Ordinal);

    private static bool IsMissing(Runspace runspace, string name) =>
        runspace.SessionStateProxy.InvokeCommand.GetCommand(name, CommandTypes.Cmdlet | CommandTypes.Function) is null;
}
