using System.Globalization;
using ContactsPS.Testing;

namespace ContactsPS.Benchmarks.Server;

/// <summary>
/// The responses of the API on loopback without its work: keep-alive HTTP/1.1 over raw sockets, with responses copied from memory. It is a separate process, so that neither its
/// memory nor its garbage collection is measured.
/// </summary>
internal static class StaticServer
{
    /// <summary>Serves until the parent process closes its standard input, which it does at the latest when it ends.</summary>
    public static async Task RunAsync()
    {
        var answers = new Answers();
        using var server = new LoopbackServer((stream, _) => new ServerConnection(stream.Socket, answers).RunAsync());
        await Console.Out.WriteLineAsync(server.Port.ToString(CultureInfo.InvariantCulture));
        await Console.In.ReadToEndAsync();
    }
}
