using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace ContactsPS.Testing;

internal sealed record ProcessResult(int ExitCode, string Output, string Error);

/// <summary>The folder and the environment variables of a process, in addition to those of the tests. A null value removes a variable.</summary>
internal sealed record ProcessEnvironment(string? Folder, IReadOnlyDictionary<string, string?> Variables)
{
    public static ProcessEnvironment Inherited { get; } = new(Folder: null, new Dictionary<string, string?>(StringComparer.Ordinal));
}

/// <summary>PowerShell as its users start it: in its own process, here as the .NET tool in the version that the tool manifest pins.</summary>
internal sealed class PowerShellProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private readonly Process process;
    private readonly Task<string> error;

    private PowerShellProcess(Process process)
    {
        this.process = process;
        error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The tool's pwsh.dll, which <c>dotnet</c> runs.</summary>
    public static string Dll { get; } = Path.Combine(
        typeof(PowerShellProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "PowerShellToolPath").Value!,
        OperatingSystem.IsWindows() ? "win" : "unix",
        "pwsh.dll");

    /// <summary>The start information of a process whose streams are redirected. It sends no telemetry and its output has no colours.</summary>
    public static ProcessStartInfo StartInfo(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Dll, "-NoProfile", "-NonInteractive", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        start.Environment["NO_COLOR"] = "1";
        return start;
    }

    public static PowerShellProcess Start(ProcessEnvironment environment, params IEnumerable<string> arguments)
    {
        var start = StartInfo(arguments);
        start.WorkingDirectory = environment.Folder ?? string.Empty;
        foreach (var (name, value) in environment.Variables)
        {
            start.Environment[name] = value;
        }

        return new PowerShellProcess(Process.Start(start)!);
    }

    public static Task<ProcessResult> RunFileAsync(string path, params IEnumerable<string> arguments) => RunFileAsync(ProcessEnvironment.Inherited, path, arguments);

    public static Task<ProcessResult> RunFileAsync(ProcessEnvironment environment, string path, params IEnumerable<string> arguments) => RunAsync(environment, ["-File", path, .. arguments]);

    public static Task<ProcessResult> RunCommandAsync(string command) => RunAsync(ProcessEnvironment.Inherited, ["-Command", command]);

    public async Task<string?> ReadLineAsync() => await process.StandardOutput.ReadLineAsync().WaitAsync(Limit);

    /// <summary>Sends the signal that Ctrl+C sends.</summary>
    public async Task InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync().WaitAsync(Limit);
    }

    public async Task<ProcessResult> EndAsync()
    {
        var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Limit);
        var written = await error.WaitAsync(Limit);
        await process.WaitForExitAsync().WaitAsync(Limit);
        return new ProcessResult(process.ExitCode, output.ReplaceLineEndings("\n"), written.ReplaceLineEndings("\n"));
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    private static async Task<ProcessResult> RunAsync(ProcessEnvironment environment, IReadOnlyList<string> arguments)
    {
        using var shell = Start(environment, arguments);
        shell.process.StandardInput.Close();
        return await shell.EndAsync();
    }
}
