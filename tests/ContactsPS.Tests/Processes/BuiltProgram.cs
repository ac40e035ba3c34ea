using System.Diagnostics;
using System.Reflection;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Processes;

/// <summary>The result of a run of a built program.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Error);

/// <summary>A built console program, run as its user runs it. The tests of such programs are one collection and run one after the other: each uses every processor.</summary>
/// <param name="name">The name of the project.</param>
internal sealed class BuiltProgram(string name)
{
    public static readonly BuiltProgram Benchmarks = new("ContactsPS.Benchmarks");

    public static readonly BuiltProgram Endurance = new("ContactsPS.Endurance");

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    private static readonly string Configuration = typeof(BuiltProgram).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    public async Task<ProgramResult> RunAsync(params string[] arguments)
    {
        var program = Repository.PathOf("tests", name, "bin", Configuration, "net10.0", $"{name}.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        })!;
        try
        {
            var error = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Limit);
            await process.WaitForExitAsync().WaitAsync(Limit);
            return new ProgramResult(process.ExitCode, output.ReplaceLineEndings("\n"), await error);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
