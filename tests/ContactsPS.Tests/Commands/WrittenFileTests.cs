using System.Net.Sockets;
using System.Runtime.Versioning;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Commands;

/// <summary>What both exports do with different kinds of files at their path, for the whole account and for piped contacts.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class WrittenFileTests : IDisposable
{
    private const UnixFileMode OnlyOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Everyone = OnlyOwner | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly ScratchFolder folder = new();
    private readonly HostedEngine engine = HostedEngine.Connected();

    public WrittenFileTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes, pipes and links.");
        engine.Run("$null = New-Contact -ExternalId C-1 -Email ewa@example.com").ThrowIfFailed();
    }

    public static TheoryData<string> Commands => ["Export-Contact", "Get-Contact | Export-Contact", "Export-ContactReport", "Get-Contact | Export-ContactReport"];

    public void Dispose()
    {
        engine.Dispose();
        folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Only_the_owner_can_read_a_file_also_if_it_replaces_one_with_another_mode(string command)
    {
        var path = folder.PathOf("new");
        Run(command, path).ThrowIfFailed();
        Assert.Equal(OnlyOwner, File.GetUnixFileMode(path));
        File.SetUnixFileMode(path, Everyone);
        Run(command, path).ThrowIfFailed();
        Assert.Equal(OnlyOwner, File.GetUnixFileMode(path));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Run(command, path, "-Force").ThrowIfFailed();
        Assert.Equal(OnlyOwner, File.GetUnixFileMode(path));
        Unix.AssertAlone(path);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_device_is_refused(string command)
    {
        var path = folder.PathOf("device");
        Unix.SkipUnless("mknod", path, "c", "1", "3");
        AssertRefused(command, path, "it is a device");
        Assert.Equal("character special file", Unix.TypeOf(path));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_named_pipe_is_refused_and_not_opened(string command)
    {
        var path = folder.PathOf("pipe");
        Unix.SkipUnless("mkfifo", path);
        AssertRefused(command, path, "it is a named pipe");
        Assert.Equal("fifo", Unix.TypeOf(path));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_socket_is_refused(string command)
    {
        var path = folder.PathOf("socket");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        AssertRefused(command, path, "it is a socket");
        Assert.Equal("socket", Unix.TypeOf(path));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_folder_is_refused_also_through_a_link(string command)
    {
        var path = folder.PathOf("inner");
        Directory.CreateDirectory(path);
        AssertRefused(command, path, "it is a folder");
        File.CreateSymbolicLink(folder.PathOf("link"), "inner");
        AssertRefused(command, folder.PathOf("link"), "it is a folder");
        AssertRefused(command, folder.PathOf("none/"), "it is a folder");
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Standard_output_is_refused_under_every_name_and_the_error_suggests_the_pipeline(string command)
    {
        var before = Unix.TypeOf("/dev/stdout") + Unix.TypeOf("/dev/fd");
        File.CreateSymbolicLink(folder.PathOf("out"), "/dev/stdout");
        File.CreateSymbolicLink(folder.PathOf("chain"), "out");
        File.CreateSymbolicLink(folder.PathOf("open"), "/proc/self/fd");
        string[] paths = ["/dev/stdout", "/dev/stderr", "/dev/fd/1", "/proc/self/fd/1", folder.PathOf("out"), folder.PathOf("chain"), folder.PathOf("open/1")];
        Assert.All(paths, path => AssertRefused(command, path, "Get-Contact | ConvertTo-Csv"));
        Assert.Equal(before, Unix.TypeOf("/dev/stdout") + Unix.TypeOf("/dev/fd"));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_link_of_the_user_to_a_file_of_the_user_is_followed(string command)
    {
        Directory.CreateDirectory(folder.PathOf("a/b"));
        var real = folder.Write("a/real", "yesterday");
        File.CreateSymbolicLink(folder.PathOf("inner"), "a/b");
        File.CreateSymbolicLink(folder.PathOf("a/b/second"), "../real");
        File.CreateSymbolicLink(folder.PathOf("first"), "inner/second");
        Run(command, folder.PathOf("first")).ThrowIfFailed();
        Assert.Equal("inner/second", new FileInfo(folder.PathOf("first")).LinkTarget);
        Assert.Equal("../real", new FileInfo(folder.PathOf("a/b/second")).LinkTarget);
        Assert.NotEqual("yesterday", File.ReadAllText(real));
        Assert.Equal(OnlyOwner, File.GetUnixFileMode(real));
        Unix.AssertAlone(real);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_link_of_the_user_to_a_missing_file_creates_it_if_its_folder_exists(string command)
    {
        var real = folder.PathOf("real");
        File.CreateSymbolicLink(folder.PathOf("link"), "real");
        Run(command, folder.PathOf("link")).ThrowIfFailed();
        Assert.Equal("real", new FileInfo(folder.PathOf("link")).LinkTarget);
        Assert.Equal(OnlyOwner, File.GetUnixFileMode(real));
        File.CreateSymbolicLink(folder.PathOf("lost"), "nowhere/real");
        AssertRefused(command, folder.PathOf("lost"), "its folder does not exist");
        File.CreateSymbolicLink(folder.PathOf("circle"), "circle");
        AssertRefused(command, folder.PathOf("circle"), "too many links");
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_link_of_another_user_is_refused_also_at_the_end_of_a_chain(string command)
    {
        var real = folder.Write("real", "yesterday");
        File.CreateSymbolicLink(folder.PathOf("theirs"), "real");
        File.CreateSymbolicLink(folder.PathOf("mine"), "theirs");
        Unix.SkipUnless("chown", "-h", "65534", folder.PathOf("theirs"));
        AssertRefused(command, folder.PathOf("theirs"), "it is a link that another or an unknown user owns");
        AssertRefused(command, folder.PathOf("mine"), "it is a link that another or an unknown user owns");
        Assert.Equal("yesterday", File.ReadAllText(real));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_link_to_a_file_of_another_user_is_refused(string command)
    {
        var real = folder.Write("real", "yesterday");
        File.CreateSymbolicLink(folder.PathOf("link"), "real");
        Unix.SkipUnless("chown", "65534", real);
        AssertRefused(command, folder.PathOf("link"), "it is a link to something that another user owns");
        Assert.Equal("yesterday", File.ReadAllText(real));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void WhatIf_reports_the_same_error_for_a_pipe_as_the_command(string command)
    {
        Unix.SkipUnless("mkfifo", folder.PathOf("pipe"));
        AssertRefused($"$WhatIfPreference = $true; {command}", folder.PathOf("pipe"), "it is a named pipe");
    }

    private static string IdOf(string command) => command.EndsWith("Report", StringComparison.Ordinal) ? "ReportNotWritten" : "FileFailed";

    private void AssertRefused(string command, string path, string reason)
    {
        engine.ForgetRequests();
        Assert.Contains(reason, Run(command, path).SingleError(IdOf(command)).ToString(), StringComparison.Ordinal);
        Assert.Empty(engine.Requests);
        Unix.AssertAlone(folder.PathOf("any"));
    }

    private EngineResult Run(string command, string path, string arguments = "") => engine.Run($"{command} $path {arguments}", ("path", path));
}
