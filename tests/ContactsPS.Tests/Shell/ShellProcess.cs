using System.Diagnostics;
using System.Reflection;

namespace ContactsPS.Tests.Shell;

/// <summary>What a run of the built shell answered.</summary>
internal sealed record ShellAnswer(int ExitCode, string Output, string Error);

/// <summary>The shell as its user starts it: a process of its own, with its streams redirected.</summary>
internal sealed class ShellProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private readonly Process process;
    private readonly Task<string> error;

    private ShellProcess(Process process)
    {
        this.process = process;
        error = process.StandardError.ReadToEndAsync();
    }

    public static ShellProcess Start(params string[] arguments) => Start(Surroundings.Ours, arguments);

    public static ShellProcess Start(Surroundings surroundings, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Assembly(), .. arguments])
        {
            WorkingDirectory = surroundings.Folder ?? string.Empty,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        foreach (var (name, value) in surroundings.Environment)
        {
            start.Environment[name] = value;
        }

        return new ShellProcess(Process.Start(start)!);
    }

    public static Task<ShellAnswer> Run(params string[] arguments) => RunWithInput(string.Empty, arguments);

    public static Task<ShellAnswer> RunIn(Surroundings surroundings, params string[] arguments) => RunWithInput(surroundings, string.Empty, arguments);

    public static Task<ShellAnswer> RunWithInput(string input, params string[] arguments) => RunWithInput(Surroundings.Ours, input, arguments);

    private static async Task<ShellAnswer> RunWithInput(Surroundings surroundings, string input, string[] arguments)
    {
        using var shell = Start(surroundings, arguments);
        await shell.process.StandardInput.WriteAsync(input);
        shell.process.StandardInput.Close();
        return await shell.Ended();
    }

    public async Task<string?> ReadLine() => await process.StandardOutput.ReadLineAsync().WaitAsync(Limit);

    public async Task Interrupt()
    {
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync().WaitAsync(Limit);
    }

    public async Task<ShellAnswer> Ended()
    {
        var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Limit);
        var said = await error.WaitAsync(Limit);
        await process.WaitForExitAsync().WaitAsync(Limit);
        return new ShellAnswer(process.ExitCode, output.ReplaceLineEndings("\n"), said.ReplaceLineEndings("\n"));
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    private static string Assembly()
    {
        var configuration = typeof(ShellProcess).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        return Path.Combine(RepositoryRoot(), "src", "ContactsPS.Shell", "bin", configuration, "net10.0", "ContactsPS.Shell.dll");
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ContactsPS.psd1")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests must run inside the repository.");
        }

        return folder.FullName;
    }
}
