using System.Diagnostics;
using System.Globalization;

namespace ContactsPS.Endurance.Soak;

/// <summary>The resources that this process uses at one moment.</summary>
/// <param name="WorkingSet">Megabytes.</param>
/// <param name="Heap">Megabytes of managed heap after the latest collection.</param>
/// <param name="Sockets">Open sockets; null if the system does not report them.</param>
/// <param name="Handles">Handles, or open files.</param>
internal sealed record Reading(double WorkingSet, double Heap, double? Sockets, double Threads, double Handles)
{
    private const string LinuxFiles = "/proc/self/fd";

    public static Reading Take()
    {
        using var process = Process.GetCurrentProcess();
        return new Reading(
            process.WorkingSet64 / 1e6,
            GC.GetGCMemoryInfo(GCKind.Any).HeapSizeBytes / 1e6,
            CountSockets(),
            process.Threads.Count,
            process.HandleCount);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"working set {WorkingSet:0} MB, heap {Heap:0} MB, {Sockets?.ToString("0", CultureInfo.InvariantCulture) ?? "?"} sockets, {Threads} threads, {Handles} handles");

    private static double? CountSockets()
    {
        if (!Directory.Exists(LinuxFiles))
        {
            return null;
        }

        return new DirectoryInfo(LinuxFiles).EnumerateFileSystemInfos().Count(file => TargetOf(file)?.StartsWith("socket:", StringComparison.Ordinal) == true);
    }

    private static string? TargetOf(FileSystemInfo file)
    {
        try
        {
            return file.LinkTarget;
        }
        catch (IOException)
        {
            // Closed since it was listed.
            return null;
        }
    }
}
