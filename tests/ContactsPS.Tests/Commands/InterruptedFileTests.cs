using System.Runtime.Versioning;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Commands;

/// <summary>An error while a file is written leaves either the complete old file or the complete new one.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class InterruptedFileTests : IDisposable
{
    private readonly ScratchFolder folder = new();
    private readonly HostedEngine engine = HostedEngine.Connected();

    public InterruptedFileTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes and pipes.");
        engine.Run("$null = New-Contact -ExternalId C-1 -Email ewa@example.com").ThrowIfFailed();
    }

    public static TheoryData<string> Commands => WrittenFileTests.Commands;

    public void Dispose()
    {
        engine.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("Export-Contact")]
    [InlineData("Export-ContactReport")]
    public void A_file_created_during_the_run_is_not_replaced(string command)
    {
        var path = folder.PathOf("all");
        engine.Run($"Get-Contact | ForEach-Object {{ 'theirs' | Set-Content $path; $_ }} | {command} $path -NoClobber", ("path", path)).SingleError(IdOf(command));
        Assert.Equal("theirs", File.ReadAllText(path).Trim());
        Unix.AssertAlone(path);
        File.Delete(path);
        engine.Run($"Get-Contact | ForEach-Object {{ mkfifo $path; $_ }} | {command} $path -Force", ("path", path)).SingleError(IdOf(command));
        Assert.Equal("fifo", Unix.TypeOf(path));
        Unix.AssertAlone(path);
    }

    [Theory]
    [InlineData("Export-Contact")]
    [InlineData("Export-ContactReport")]
    public void A_folder_removed_during_the_run_is_a_clear_error(string command)
    {
        Directory.CreateDirectory(folder.PathOf("inner"));
        var error = engine.Run($"Get-Contact | ForEach-Object {{ Remove-Item $folder -Recurse -Force; $_ }} | {command} $folder/all", ("folder", folder.PathOf("inner"))).SingleError(IdOf(command));
        Assert.Contains("its folder does not exist", error.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.PathOf("inner")));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_full_disk_leaves_the_old_file_and_no_temporary_file(string command)
    {
        var disk = folder.PathOf("disk");
        Directory.CreateDirectory(disk);
        Unix.SkipUnless("mount", "-t", "tmpfs", "-o", "size=12k", "tmpfs", disk);
        try
        {
            var path = folder.Write("disk/all", "yesterday");
            engine.Run("1..300 | ForEach-Object { [pscustomobject]@{ Email = \"c$_@example.com\"; CompanyName = 'x' * 100 } } | New-Contact | Out-Null").ThrowIfFailed();
            Assert.Contains("No space left", Run(command, path).SingleError(IdOf(command)).ToString(), StringComparison.OrdinalIgnoreCase);
            Assert.Equal("yesterday", File.ReadAllText(path));
            Unix.AssertAlone(path);
        }
        finally
        {
            Assert.Equal(0, Unix.Execute("umount", disk).ExitCode);
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_process_that_is_killed_while_it_writes_leaves_a_complete_file(string command)
    {
        var path = folder.PathOf("all");
        const string script = """
            Import-Module $env:MODULE
            $null = Start-ContactSandbox | Connect-ContactService
            1..3000 | ForEach-Object { [pscustomobject]@{ Email = "c$_@example.com" } } | New-Contact | Out-Null
            """;
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal) { ["MODULE"] = Path.Combine(ModuleUnderTest.Folder, "ContactsPS.psd1"), ["FILE"] = path };
        using (var process = PowerShellProcess.Start(new ProcessEnvironment(folder.FullName, variables), "-Command", $"{script}\n{command} $env:FILE; 'first'; while ($true) {{ {command} $env:FILE }}"))
        {
            Assert.Equal("first", await process.ReadLineAsync());
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
            while (!Directory.EnumerateFiles(folder.FullName, ".*.tmp").Any())
            {
                await Task.Yield();
            }
        }

        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        Assert.Contains(command.EndsWith("Report", StringComparison.Ordinal) ? "</html>" : "c3000@example.com,,,,,", text.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
        Run(command, path).ThrowIfFailed();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void A_file_is_flushed_to_disk_before_it_replaces_another()
    {
        var trace = folder.PathOf("trace");
        string[] traced = ["-f", "-e", "trace=fsync,rename", "-o", trace];
        Unix.SkipUnless("strace", [.. traced, "true"]);
        var script = $"""
            Import-Module '{Path.Combine(ModuleUnderTest.Folder, "ContactsPS.psd1")}'
            $null = Start-ContactSandbox | Connect-ContactService
            Export-Contact '{folder.PathOf("all.csv")}'; Export-Contact '{folder.PathOf("all.csv.gz")}'; Export-ContactReport '{folder.PathOf("all.html")}'
            """;
        var (exitCode, output) = Unix.Execute("strace", [.. traced, "dotnet", .. PowerShellProcess.StartInfo("-Command", script).ArgumentList]);
        Assert.True(exitCode == 0, output);
        var calls = File.ReadLines(trace).Where(line => line.Contains("fsync(", StringComparison.Ordinal) || line.Contains(folder.FullName, StringComparison.Ordinal));
        Assert.Equal(["fsync", "rename", "fsync", "rename", "fsync", "rename"], calls.Select(line => line.Split(' ', '(').First(word => word is "fsync" or "rename")));
    }

    /// <summary>link(2) fails if the file exists; rename(2) would replace it. On a file system without links, rename replaces an empty file that the command created itself.</summary>
    [Theory]
    [InlineData("Export-Contact", "link")]
    [InlineData("Export-ContactReport", "link")]
    [InlineData("Export-Contact", "link, rename", "-e", "inject=link,linkat:error=EPERM")]
    public void With_NoClobber_a_file_created_at_the_last_moment_is_not_replaced(string command, string expected, params string[] failing)
    {
        var trace = folder.PathOf("trace");
        string[] traced = ["-f", "-e", "trace=link,linkat,rename,renameat,renameat2", .. failing, "-o", trace];
        Unix.SkipUnless("strace", [.. traced, "true"]);
        var script = $"""
            Import-Module '{Path.Combine(ModuleUnderTest.Folder, "ContactsPS.psd1")}'
            $null = Start-ContactSandbox | Connect-ContactService
            {command} '{folder.PathOf("all")}' -NoClobber
            """;
        var (exitCode, output) = Unix.Execute("strace", [.. traced, "dotnet", .. PowerShellProcess.StartInfo("-Command", script).ArgumentList]);
        Assert.True(exitCode == 0, output);
        var calls = File.ReadLines(trace).Where(line => line.Contains(folder.PathOf("all"), StringComparison.Ordinal)).Select(line => line.Split(' ', '(').First(word => word.StartsWith("link", StringComparison.Ordinal) || word.StartsWith("rename", StringComparison.Ordinal)));
        Assert.Equal(expected, string.Join(", ", calls.Select(call => call.StartsWith("link", StringComparison.Ordinal) ? "link" : "rename")));
        Assert.NotEqual(0, new FileInfo(folder.PathOf("all")).Length);
        Unix.AssertAlone(folder.PathOf("all"));
    }

    private static string IdOf(string command) => command.EndsWith("Report", StringComparison.Ordinal) ? "ReportNotWritten" : "FileFailed";

    private EngineResult Run(string command, string path) => engine.Run($"{command} $path", ("path", path));
}
