using System.Net.Sockets;

namespace ContactsPS.Sandbox.Http;

/// <summary>Reads and writes the bytes of one socket with the calls that both frameworks have.</summary>
internal sealed class SocketChannel(Socket socket)
{
    /// <summary>Returns 0 if the other side has finished sending.</summary>
    public Task<int> ReceiveAsync(byte[] buffer, int offset, int count) =>
        socket.ReceiveAsync(new ArraySegment<byte>(buffer, offset, count), SocketFlags.None);

    public async Task SendAsync(byte[] bytes, int count)
    {
        for (var sent = 0; sent < count;)
        {
            sent += await socket.SendAsync(new ArraySegment<byte>(bytes, sent, count - sent), SocketFlags.None);
        }
    }

    public void FinishSending() => socket.Shutdown(SocketShutdown.Send);
}
