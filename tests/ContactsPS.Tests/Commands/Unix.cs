using System.ComponentModel;
using System.Diagnostics;

namespace ContactsPS.Tests.Commands;

/// <summary>What only the programs of a Unix do or show.</summary>
internal static class Unix
{
    /// <summary>What a path names, without following a link.</summary>
    public static string TypeOf(string path) => Execute("stat", "-c", "%F", path).Output.Trim();

    /// <summary>Runs a program, and skips the test if it is not there or not permitted.</summary>
    public static void SkipUnless(string program, params string[] arguments)
    {
        try
        {
            var (exitCode, output) = Execute(program, arguments);
            Assert.SkipWhen(exitCode != 0, $"NOT TESTED: {program} is not permitted here. {output}");
        }
        catch (Win32Exception exception)
        {
            Assert.Skip($"NOT TESTED: {exception.Message}");
        }
    }

    public static (int ExitCode, string Output) Execute(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var output = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    /// <summary>There is no temporary file beside a file.</summary>
    public static void AssertAlone(string path) =>
        Assert.DoesNotContain(Directory.GetFiles(Path.GetDirectoryName(path)!), file => Path.GetFileName(file).StartsWith('.'));
}
