using System.Diagnostics;
using System.Globalization;

namespace ContactsPS.Benchmarks.Engines;

/// <summary>The pwsh that is on the PATH, running the scripts beside this program.</summary>
internal sealed class Pwsh
{
    private readonly string path;

    private Pwsh(string path) => this.path = path;

    public static Pwsh? Find()
    {
        var name = OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh";
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists) is { } found ? new Pwsh(found) : null;
    }

    public async Task<string> VersionAsync()
    {
        using var process = Process.Start(Start("-NoProfile", "-NonInteractive", "-Command", "$PSVersionTable.PSVersion.ToString()"))!;
        var version = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return version.Trim();
    }

    /// <summary>Runs a script in a fresh process.</summary>
    public Task<ChildRun> RunAsync(string script, params IReadOnlyList<(string Name, object Value)> parameters)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Scripts", script);
        IEnumerable<string> arguments = parameters.SelectMany(parameter => new[] { $"-{parameter.Name}", Convert.ToString(parameter.Value, CultureInfo.InvariantCulture)! });
        return ChildRun.OfAsync(Start(["-NoProfile", "-NonInteractive", "-File", file, .. arguments]));
    }

    private ProcessStartInfo Start(params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(path, arguments) { UseShellExecute = false, RedirectStandardOutput = true };

        // Neither telemetry nor the look for a newer version is anybody's to pay here.
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        start.Environment["NO_COLOR"] = "1";
        return start;
    }
}
