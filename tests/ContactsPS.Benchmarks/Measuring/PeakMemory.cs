using System.Diagnostics;
using System.Globalization;

namespace ContactsPS.Benchmarks.Measuring;

/// <summary>The maximum memory of this process so far.</summary>
internal static class PeakMemory
{
    private const string LinuxStatus = "/proc/self/status";

    /// <summary>The peak of the working set in megabytes: VmHWM on Linux, since .NET's own figure is not a peak there.</summary>
    public static double Megabytes()
    {
        if (!File.Exists(LinuxStatus))
        {
            using var process = Process.GetCurrentProcess();
            return process.PeakWorkingSet64 / 1e6;
        }

        var line = File.ReadLines(LinuxStatus).First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        var kibibytes = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2];
        return double.Parse(kibibytes, CultureInfo.InvariantCulture) * 1024 / 1e6;
    }
}
