using System.Collections.Concurrent;
using ContactsPS.Sandbox;

namespace ContactsPS.Client.Tests;

/// <summary>A sandbox and the client on it, over real sockets; waits between attempts are noted and over at once.</summary>
internal sealed class SandboxAccess : IDisposable
{
    public SandboxAccess(SandboxOptions? options = null, int retries = 4, int throttle = 8, TimeSpan? timeout = null)
    {
        Server = SandboxServer.Start(options);
        Client = CreateClient(Server.BaseUri, Server.ApplicationKey, Server.AuthorizationToken, retries, throttle, timeout, Waits);
    }

    public SandboxServer Server { get; }

    public ContactsClient Client { get; }

    public ConcurrentQueue<TimeSpan> Waits { get; } = new();

    public SandboxAccount Account => Server.Account;

    public static ContactsClient CreateClient(
        Uri baseUri, string key = "key", string token = "token", int retries = 0, int throttle = 8, TimeSpan? timeout = null, ConcurrentQueue<TimeSpan>? waits = null) =>
        new(new ContactsClientOptions
        {
            BaseUri = baseUri,
            ApplicationKey = key,
            AuthorizationToken = token,
            MaximumRetryCount = retries,
            ThrottleLimit = throttle,
            Timeout = timeout ?? TimeSpan.FromSeconds(20),
            Delay = (wait, cancellation) =>
            {
                waits?.Enqueue(wait);
                cancellation.ThrowIfCancellationRequested();
                return Task.CompletedTask;
            },
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
