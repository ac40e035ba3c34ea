using System.Globalization;
using ContactsPS.Testing;

namespace ContactsPS.Benchmarks.Server;

/// <summary>
/// The API's shape on loopback without the API's work: keep-alive HTTP/1.1 over raw sockets, answers copied out of memory. It is a process of
/// its own, so that neither its memory nor its garbage is measured.
/// </summary>
internal static class StaticServer
{
    /// <summary>Serves until the process that started it closes its standard input, which it does at the latest by ending.</summary>
    public static async Task RunAsync()
    {
        var answers = new Answers();
        using var server = new LoopbackServer((stream, _) => new ServerConnection(stream.Socket, answers).RunAsync());
        await Console.Out.WriteLineAsync(server.Port.ToString(CultureInfo.InvariantCulture));
        await Console.In.ReadToEndAsync();
    }
}
