using System.Net;
using System.Net.Sockets;

namespace ContactsPS.Sandbox.Http;

/// <summary>Accepts connections on loopback and runs each on its own task, until disposed. It does not keep a process alive.</summary>
internal sealed class ConnectionListener : IDisposable
{
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(10);

    private readonly object gate = new();
    private readonly Dictionary<Socket, Task> open = [];
    private readonly TcpListener listener;
    private readonly TimeProvider time;
    private readonly Func<HttpRequest, Task<Reply>> handle;
    private readonly Task accepting;
    private bool disposed;

    /// <exception cref="SocketException">The port is taken or not allowed.</exception>
    public ConnectionListener(int port, TimeProvider time, Func<HttpRequest, Task<Reply>> handle)
    {
        this.time = time;
        this.handle = handle;
        listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start(backlog: 512);
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = Task.Run(AcceptAsync);
    }

    public int Port { get; }

    public void Dispose()
    {
        Task[] running;
        lock (gate)
        {
            if (disposed)
            {
                return;
            }

            disposed = true;
            listener.Stop();
            running = [.. open.Values, accepting];
            foreach (var socket in open.Keys)
            {
                socket.Dispose();
            }
        }

        Task.WaitAll(running, LongestEnd);
    }

    private async Task AcceptAsync()
    {
        while (!disposed)
        {
            try
            {
                Run(await listener.AcceptSocketAsync());
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // Either the listener was stopped, or a client gave up in the queue; the condition of the loop decides.
            }
        }
    }

    private void Run(Socket socket)
    {
        lock (gate)
        {
            if (disposed)
            {
                socket.Dispose();
                return;
            }

            socket.NoDelay = true;
            open.Add(socket, Task.Run(() => ServeAsync(socket)));
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await new HttpConnection(socket, time, handle).RunAsync();
        }
        finally
        {
            socket.Dispose();
            lock (gate)
            {
                open.Remove(socket);
            }
        }
    }
}
