using System.Diagnostics;
using System.Globalization;
using ContactsPS.Sandbox.Options;
using ContactsPS.Sandbox;
using ContactsPS.Testing;

namespace ContactsPS.Endurance.Soak;

/// <summary>A sandbox in a child process, so that neither its memory nor its sockets count as ours.</summary>
internal sealed class SandboxProcess : IDisposable
{
    /// <summary>What this program is asked for, to be one.</summary>
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

    /// <summary>Is the sandbox, until the process that started it closes its standard input, at the latest by ending.</summary>
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
