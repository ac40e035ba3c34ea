using System.ComponentModel;
using System.Diagnostics;

namespace ContactsPS.Tests.Commands;

/// <summary>Programs that only a Unix system has.</summary>
internal static class Unix
{
    /// <summary>The file type of a path, without following a link.</summary>
    public static string TypeOf(string path) => Execute("stat", "-c", "%F", path).Output.Trim();

    /// <summary>Runs a program, and skips the test if the program is missing or not permitted.</summary>
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

    /// <summary>Asserts that there is no temporary file next to a file.</summary>
    public static void AssertAlone(string path) =>
        Assert.DoesNotContain(Directory.GetFiles(Path.GetDirectoryName(path)!), file => Path.GetFileName(file).StartsWith('.'));
}
