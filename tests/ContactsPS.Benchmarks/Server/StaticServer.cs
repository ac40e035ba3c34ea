using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ContactsPS.Benchmarks.Server;

/// <summary>
/// The API's shape on loopback without the API's work: keep-alive HTTP/1.1 over raw sockets, answers copied out of memory. It is a process of
/// its own, so that neither its memory nor its garbage counts as anybody's.
/// </summary>
internal static class StaticServer
{
    /// <summary>Serves until the process that started it closes its standard input, which it does at the latest by ending.</summary>
    public static async Task RunAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start(backlog: 512);
        await Console.Out.WriteLineAsync(((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture));

        _ = AcceptAsync(listener, new Answers());
        await Console.In.ReadToEndAsync();
    }

    private static async Task AcceptAsync(TcpListener listener, Answers answers)
    {
        while (true)
        {
            var socket = await listener.AcceptSocketAsync();
            socket.NoDelay = true;
            _ = Task.Run(new ServerConnection(socket, answers).RunAsync);
        }
    }
}
