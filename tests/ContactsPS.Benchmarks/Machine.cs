using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using System.Runtime;
using System.Runtime.InteropServices;
using ContactsPS.Benchmarks.Engines;
using ContactsPS.Testing;

namespace ContactsPS.Benchmarks;

/// <summary>The machine and the builds that the figures were measured with.</summary>
internal static class Machine
{
    private const string LinuxLoad = "/proc/loadavg";

    public static IReadOnlyList<string> Describe(Workbench bench)
    {
        using var engine = HostedEngine.WithModule();
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9;
        return
        [
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Environment.ProcessorCount} cores, {memory:0} GB, {RuntimeInformation.OSDescription.Split('#')[0].Trim()}, {RuntimeInformation.FrameworkDescription}, {(GCSettings.IsServerGC ? "server" : "workstation")} GC"),
            $"engine {engine.Version} ({EngineCompilation.Of(typeof(PSObject).Assembly.Location)}), {bench.Pwsh.Description}, module {DescribeModule(engine)}",
            bench.IsShort
                ? "Short form: fewer contacts, turns and processes; it only shows that everything runs."
                : "Median (least-most). Sides in turns in one run; a ratio is the median of the turns' ratios, above 1 we are faster.",
        ];
    }

    /// <summary>The load of the machine, if the system reports it: above the number of cores, the following figures vary more.</summary>
    public static string Load() => File.Exists(LinuxLoad) ? $" [load {File.ReadAllText(LinuxLoad).Split(' ')[0]}]" : string.Empty;

    private static string DescribeModule(HostedEngine engine)
    {
        var command = (CmdletInfo)engine.Run("Get-Command Get-Contact").Output.Single().BaseObject;
        var assembly = command.ImplementingType.Assembly;
        var configuration = assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration;
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+');
        return version is [var number, var commit] ? $"{number} at {commit[..7]} ({configuration})" : $"{version?[0]} ({configuration})";
    }
}
