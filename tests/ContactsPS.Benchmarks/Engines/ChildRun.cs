using System.Diagnostics;
using ContactsPS.Testing;

namespace ContactsPS.Benchmarks.Engines;

/// <summary>A child process that has ended: what it measured, and its duration from start to end.</summary>
internal sealed record ChildRun(IReadOnlyList<MeasuredLine> Lines, double Seconds)
{
    /// <summary>Runs a command of <see cref="ChildCommands"/> and returns its line.</summary>
    public static async Task<MeasuredLine> MeasureAsync(params IReadOnlyList<string> arguments) =>
        (await OfAsync(Child.Of(arguments))).Lines.Single();

    public static async Task<ChildRun> OfAsync(ProcessStartInfo start)
    {
        start.RedirectStandardError = true;
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        if (start.RedirectStandardInput)
        {
            process.StandardInput.Close();
        }

        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var seconds = watch.Elapsed.TotalSeconds;
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}. {(await errors).Trim()}");
        }

        var lines = output.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return new ChildRun([.. lines.Select(MeasuredLine.Parse)], seconds);
    }
}
