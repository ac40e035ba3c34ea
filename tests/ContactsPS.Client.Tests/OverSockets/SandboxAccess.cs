using ContactsPS.Client.Http;
using ContactsPS.Sandbox;
using ContactsPS.Sandbox.Account;
using ContactsPS.Sandbox.Options;
using ContactsPS.Testing;
using Microsoft.Extensions.Time.Testing;

namespace ContactsPS.Client.Tests;

/// <summary>A sandbox and a client of it, over real sockets. Waits between attempts are recorded and take no time.</summary>
internal sealed class SandboxAccess : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private readonly WaitSkippingClock waits;

    /// <param name="options">How the sandbox behaves.</param>
    /// <param name="retries">How often the client retries.</param>
    /// <param name="throttle">The most requests in flight.</param>
    /// <param name="clock">
    /// The client's clock. It advances by the client's timeout if the sandbox sends no response, and if the test advances it. A request that will get a response never times out.
    /// Default: the clock of the system.
    /// </param>
    public SandboxAccess(SandboxOptions? options = null, int retries = 4, int throttle = 8, FakeTimeProvider? clock = null)
    {
        waits = new WaitSkippingClock(clock ?? TimeProvider.System);
        Server = SandboxServer.Start((options ?? new SandboxOptions()) with { OnSilence = () => clock?.Advance(Timeout) });
        Client = CreateClient(Server.BaseUri, Server.ApplicationKey, Server.AuthorizationToken, retries, throttle, time: waits);
    }

    public SandboxServer Server { get; }

    public ContactsClient Client { get; }

    public IReadOnlyList<TimeSpan> Waits => waits.Waits;

    public SandboxAccount Account => Server.Account;

    public static ContactsClient CreateClient(
        Uri baseUri, string key = "key", string token = "token", int retries = 0, int throttle = 8, TimeSpan? timeout = null, TimeProvider? time = null) =>
        new(new ContactsClientOptions
        {
            BaseUri = baseUri,
            ApplicationKey = key,
            AuthorizationToken = token,
            MaximumRetryCount = retries,
            ThrottleLimit = throttle,
            Timeout = timeout ?? Timeout,
            TimeProvider = time ?? new WaitSkippingClock(TimeProvider.System),
        });

    public void Add(int count)
    {
        for (var i = 1; i <= count; i++)
        {
            Account.AddContact(new SandboxContact { Email = $"c{i}@example.com", ExternalId = $"K{i}", FirstName = "Zażółć" });
        }
    }

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
    }
}
