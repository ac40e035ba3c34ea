using System.Diagnostics;
using System.Reflection;
using ContactsPS.Tests.Harness;

namespace ContactsPS.Tests.Benchmarks;

/// <summary>What a run of the built benchmark answered.</summary>
internal sealed record BenchmarkAnswer(int ExitCode, string Output, string Error);

/// <summary>The built benchmark, run as its user runs it.</summary>
internal static class BenchmarkProcess
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static async Task<BenchmarkAnswer> Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Program(), .. arguments])
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
            return new BenchmarkAnswer(process.ExitCode, output.ReplaceLineEndings("\n"), await error);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static string Program()
    {
        var configuration = typeof(BenchmarkProcess).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        return Repository.PathOf("tests", "ContactsPS.Benchmarks", "bin", configuration, "net10.0", "ContactsPS.Benchmarks.dll");
    }
}
