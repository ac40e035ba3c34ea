using System.Diagnostics;
using System.Globalization;
using ContactsPS.Sandbox.Options;
using ContactsPS.Sandbox;
using ContactsPS.Testing;

namespace ContactsPS.Endurance.Soak;

/// <summary>A sandbox in a child process, so that its memory and its sockets are not measured.</summary>
internal sealed class SandboxProcess : IDisposable
{
    /// <summary>The argument that makes this program a sandbox.</summary>
    public const string Command = "sandbox";

    private const double FaultRate = 0.02;

    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(5);

    private readonly Process process;

    private SandboxProcess(Process process, EngineConnection connection) => (this.process, Connection) = (process, connection);

    public EngineConnection Connection { get; }

    public static async Task<SandboxProcess> StartAsync(int seed)
    {
        var start = Child.Of(Command, seed.ToString(CultureInfo.InvariantCulture));
        start.RedirectStandardInput = true;
        var child = Process.Start(start)!;
        var said = await child.StandardOutput.ReadLineAsync() ?? string.Empty;
        return said.Split(' ') is [var uri, var key, var token]
            ? new SandboxProcess(child, new EngineConnection(new Uri(uri), key, token))
            : throw new InvalidOperationException($"The sandbox did not start: \"{said}\".");
    }

    /// <summary>Runs the sandbox until the parent process closes its standard input, which it does at the latest when it ends.</summary>
    public static async Task ServeAsync(int seed)
    {
        using var server = SandboxServer.Start(new SandboxOptions { FaultRate = FaultRate, FaultDelay = TimeSpan.FromSeconds(0.2), Seed = seed });
        await Console.Out.WriteLineAsync($"{server.BaseUri} {server.ApplicationKey} {server.AuthorizationToken}");
        await Console.In.ReadToEndAsync();
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(LongestEnd))
        {
            process.Kill();
        }

        process.Dispose();
    }
}
