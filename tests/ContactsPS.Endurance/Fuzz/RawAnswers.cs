using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ContactsPS.Endurance.Fuzz;

/// <summary>Answers every request on loopback with the bytes of the day, and closes the connection.</summary>
internal sealed class RawAnswers : IDisposable
{
    private const int MostTimes = 3;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private byte[] answer = [];
    private int given;

    public RawAnswers()
    {
        listener.Start();
        _ = AcceptAsync();
    }

    public Uri BaseUri => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v2.1"));

    public void Dispose() => listener.Dispose();

    /// <summary>Answers with these bytes, head and body, from now on; after some times with a plain answer, so that who asks again comes to an end.</summary>
    public void Set(byte[] bytes) => (answer, given) = (bytes, 0);

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptSocketAsync());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Disposed.
        }
    }

    /// <summary>Only what has no body is asked, so the request is over with its head.</summary>
    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                var head = new byte[16 * 1024];
                var filled = 0;
                while (!head.AsSpan(0, filled).EndsWith("\r\n\r\n"u8))
                {
                    var read = await socket.ReceiveAsync(head.AsMemory(filled));
                    filled = read > 0 ? filled + read : throw new SocketException((int)SocketError.ConnectionReset);
                }

                await socket.SendAsync(++given > MostTimes ? FuzzAnswer.Plain.ToBytes() : answer);
                socket.Shutdown(SocketShutdown.Send);
            }
            catch (SocketException)
            {
                // The client has had enough.
            }
        }
    }
}
