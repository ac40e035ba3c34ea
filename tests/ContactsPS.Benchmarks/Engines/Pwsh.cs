using System.Diagnostics;
using System.Globalization;
using ContactsPS.Testing;

namespace ContactsPS.Benchmarks.Engines;

/// <summary>The pwsh that runs the scripts next to this program: the pinned .NET tool, or the one that <c>--pwsh</c> names.</summary>
internal sealed class Pwsh
{
    private readonly string? path;

    private Pwsh(string? path, string home)
    {
        this.path = path;
        var engine = Path.Combine(home, "System.Management.Automation.dll");
        Version = FileVersionInfo.GetVersionInfo(engine).ProductVersion!.Split(' ', '+')[0];
        Compilation = EngineCompilation.Of(engine);
    }

    public string Version { get; }

    /// <summary>Whether its engine is precompiled.</summary>
    public string Compilation { get; }

    public string Description => $"pwsh {Version} ({path ?? "the pinned .NET tool"}, {Compilation})";

    /// <param name="path">A pwsh, or a pwsh.dll that <c>dotnet</c> runs; the pinned .NET tool if null.</param>
    public static async Task<Pwsh> FindAsync(string? path) =>
        new(path, path is null ? Path.GetDirectoryName(PowerShellProcess.Dll)! : await HomeOfAsync(path));

    /// <summary>Runs a script in a new process.</summary>
    public Task<ChildRun> RunAsync(string script, params IReadOnlyList<(string Name, object Value)> parameters)
    {
        IEnumerable<string> arguments = parameters.SelectMany(parameter => new[] { $"-{parameter.Name}", Convert.ToString(parameter.Value, CultureInfo.InvariantCulture)! });
        return ChildRun.OfAsync(StartInfo(path, ["-File", Scripts.PathOf(script), .. arguments]));
    }

    /// <summary>The folder of its engine. A name on the PATH may be a link or a shim, so pwsh itself reports it.</summary>
    private static async Task<string> HomeOfAsync(string path)
    {
        using var process = Process.Start(StartInfo(path, ["-Command", "$PSHOME"]))!;
        process.StandardInput.Close();
        var home = (await process.StandardOutput.ReadToEndAsync()).Trim();
        await process.WaitForExitAsync();
        return Directory.Exists(home) ? home : throw new InvalidOperationException($"\"{path}\" is not a pwsh.");
    }

    private static ProcessStartInfo StartInfo(string? path, IEnumerable<string> arguments)
    {
        var start = PowerShellProcess.StartInfo(arguments);
        if (path is null)
        {
            return start;
        }

        if (Path.GetExtension(path) == ".dll")
        {
            start.ArgumentList[0] = path;
        }
        else
        {
            start.FileName = path;
            start.ArgumentList.RemoveAt(0);
        }

        return start;
    }
}
