using System.Net;
using System.Net.Sockets;

namespace ContactsPS.Sandbox.Http;

/// <summary>Accepts connections on loopback and runs each on a task of its own, until disposed. Nothing of it keeps a process alive.</summary>
internal sealed class ConnectionListener : IDisposable
{
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(10);

    private readonly object _gate = new();
    private readonly Dictionary<Socket, Task> _open = [];
    private readonly TcpListener _listener;
    private readonly Func<HttpRequest, Task<Reply>> _handle;
    private readonly Task _accepting;
    private bool _disposed;

    /// <exception cref="SocketException">The port is taken or not allowed.</exception>
    public ConnectionListener(int port, Func<HttpRequest, Task<Reply>> handle)
    {
        _handle = handle;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start(backlog: 512);
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = Task.Run(AcceptAsync);
    }

    public int Port { get; }

    public void Dispose()
    {
        Task[] running;
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            _listener.Stop();
            running = [.. _open.Values, _accepting];
            foreach (var socket in _open.Keys)
            {
                socket.Dispose();
            }
        }

        Task.WaitAll(running, LongestEnd);
    }

    private async Task AcceptAsync()
    {
        while (!_disposed)
        {
            try
            {
                Run(await _listener.AcceptSocketAsync());
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // Stopped, or a client that gave up while it was still in the queue: the loop's condition tells which.
            }
        }
    }

    private void Run(Socket socket)
    {
        lock (_gate)
        {
            if (_disposed)
            {
                socket.Dispose();
                return;
            }

            socket.NoDelay = true;
            _open.Add(socket, Task.Run(() => ServeAsync(socket)));
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await new HttpConnection(socket, _handle).RunAsync();
        }
        finally
        {
            socket.Dispose();
            lock (_gate)
            {
                _open.Remove(socket);
            }
        }
    }
}
