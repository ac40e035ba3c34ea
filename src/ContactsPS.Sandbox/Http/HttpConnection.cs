using System.Net.Sockets;

namespace ContactsPS.Sandbox.Http;

/// <summary>The connection of one client.</summary>
internal sealed class HttpConnection(Socket socket, TimeProvider time, Func<HttpRequest, Task<Reply>> handle)
{
    private static readonly TimeSpan LingerTime = TimeSpan.FromSeconds(1);

    private readonly SocketChannel channel = new(socket);

    public async Task RunAsync()
    {
        try
        {
            await ServeAsync();
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or IOException or OperationCanceledException)
        {
            // The client is gone, or the sandbox is being disposed.
        }
    }

    private async Task ServeAsync()
    {
        var reader = new RequestReader(channel);
        try
        {
            while (await reader.ReadAsync() is { } request)
            {
                var reply = await handle(request);
                if (!await DeliverAsync(request, reply))
                {
                    return;
                }
            }
        }
        catch (BadRequestException error)
        {
            await ResponseWriter.WriteAsync(channel, HttpResponse.Html(error.Status, error.Message), request: null, Delivery.Whole, time.GetUtcNow());
            await LingerAsync();
        }
    }

    /// <returns>Whether the connection can be used for another request.</returns>
    private async Task<bool> DeliverAsync(HttpRequest request, Reply reply)
    {
        if (reply.Delivery == Delivery.Silence)
        {
            await DrainAsync();
        }
        else if (reply is { Response: { } response, Delivery: not Delivery.Nothing })
        {
            await ResponseWriter.WriteAsync(channel, response, request, reply.Delivery, time.GetUtcNow());
        }

        return reply.Delivery == Delivery.Whole && request.KeepAlive;
    }

    /// <summary>Closing a connection with unread bytes resets it, and the client would lose the response.</summary>
    private async Task LingerAsync()
    {
        channel.FinishSending();
        using var timer = new Timer(_ => socket.Dispose(), state: null, LingerTime, Timeout.InfiniteTimeSpan);
        await DrainAsync();
    }

    private async Task DrainAsync()
    {
        var ignored = new byte[4096];
        while (await channel.ReceiveAsync(ignored, 0, ignored.Length) > 0)
        {
        }
    }
}
