using System.Net.Sockets;
using ContactsPS.Client;
using ContactsPS.Client.Http;
using ContactsPS.Testing;

namespace ContactsPS.Endurance.Fuzz;

/// <summary>Sends one response over sockets a number of times and then plain ones, which end the client's retries and lists.</summary>
internal sealed class SingleResponseServer : IDisposable
{
    // No trial waits for a timeout. A decompression bomb takes a second or two, and more on a busy machine.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly LoopbackServer server;
    private byte[] response = [];
    private int sent;

    /// <param name="times">How often the response is sent.</param>
    public SingleResponseServer(int times) => server = new LoopbackServer(async (stream, stopping) =>
    {
        await ReceivedRequest.ReadAsync(stream, stopping);
        await stream.WriteAsync(++sent > times ? FuzzResponse.Plain.ToBytes() : response, stopping);
        stream.Socket.Shutdown(SocketShutdown.Send);
    });

    public void Begin(byte[] bytes) => (response, sent) = (bytes, 0);

    public ContactsClient CreateClient() => new(new ContactsClientOptions
    {
        BaseUri = server.BaseUri,
        ApplicationKey = "key",
        AuthorizationToken = "token",
        MaximumRetryCount = 0,
        Timeout = Timeout,
        TimeProvider = new WaitSkippingClock(TimeProvider.System),
    });

    public void Dispose() => server.Dispose();
}
