using System.Net.Sockets;
using ContactsPS.Client;
using ContactsPS.Client.Http;
using ContactsPS.Testing;

namespace ContactsPS.Endurance.Fuzz;

/// <summary>Gives one answer over sockets, and after some repetitions a plain one, which ends the client's retries and lists.</summary>
internal sealed class OneAnswerServer : IDisposable
{
    // Nothing of it waits for a time-out; a bomb takes a second or two, and more on a busy machine.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly LoopbackServer server;
    private byte[] response = [];
    private int sent;

    /// <param name="times">How often the answer is given.</param>
    public OneAnswerServer(int times) => server = new LoopbackServer(async (stream, stopping) =>
    {
        await ReceivedRequest.ReadAsync(stream, stopping);
        await stream.WriteAsync(++sent > times ? FuzzAnswer.Plain.ToBytes() : response, stopping);
        stream.Socket.Shutdown(SocketShutdown.Send);
    });

    public void Begin(byte[] answer) => (response, sent) = (answer, 0);

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
