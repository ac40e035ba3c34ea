using ContactsPS.Acceptance.Api;
using ContactsPS.Acceptance.Own;
using ContactsPS.Acceptance.Results;
using ContactsPS.Sandbox;
using ContactsPS.Sandbox.Account;
using ContactsPS.Sandbox.Options;
using ContactsPS.Testing;

namespace ContactsPS.Acceptance.Tests;

/// <summary>A sandbox with a few contacts of others, and runs against it. A run must not change the data of others, and must leave nothing behind.</summary>
internal sealed class ServiceUnderTest : IDisposable
{
    private readonly ServiceChange? change;

    public ServiceUnderTest(SandboxOptions? options = null, ServiceChange? change = null, int contacts = 12)
    {
        this.change = change;
        Sandbox = SandboxServer.Start((options ?? new SandboxOptions()) with
        {
            Alternatives = [.. options?.Alternatives ?? [], .. change?.Alternatives.Select(Enum.Parse<SandboxAlternative>) ?? []],
        });
        for (var i = 1; i <= contacts; i++)
        {
            Sandbox.Account.AddContact(new SandboxContact
            {
                ExternalId = $"K-{i}",
                Email = $"person{i}@customer.example",
                PhoneNumber = $"6001000{i:0000}",
                FirstName = "Anna",
                Groups = i % 2 == 0 ? [2] : [],
                Unsubscribed = i % 3 == 0 ? SandboxChannels.Email : SandboxChannels.None,
                ExternalData = new Dictionary<string, object>(StringComparer.Ordinal) { ["City"] = "Hel", ["Points"] = (long)i },
            });
        }
    }

    public SandboxServer Sandbox { get; }

    public StringWriter Output { get; } = new();

    public Settings Settings => new(Sandbox.BaseUri, new Credentials(Sandbox.ApplicationKey, Sandbox.AuthorizationToken));

    /// <summary>The clock of the runs, which skips waits.</summary>
    public TimeProvider Time { get; init; } = new WaitSkippingClock(TimeProvider.System);

    /// <summary>Called with the number of each request before it is sent.</summary>
    public Action<int>? BeforeRequest { get; set; }

    /// <summary>Whether responses are passed on without decompressing them.</summary>
    public bool Uncompressed { get; set; }

    /// <summary>What a run left behind: active contacts and groups with a name of a run.</summary>
    public IEnumerable<string> Left =>
        Sandbox.Account.Contacts.Where(static contact => !contact.InArchive).Select(static contact => contact.ExternalId ?? string.Empty)
            .Concat(Sandbox.Account.Groups.Select(static group => group.Name))
            .Where(static name => name.StartsWith("acc-", StringComparison.Ordinal));

    public async Task<RunResult?> RunAsync(bool mayWrite = true, Settings? settings = null, CancellationToken stopping = default)
    {
        var others = Others();
        using var handler = new Handler(this, change?.Make());
        using var run = new AcceptanceRun(settings ?? Settings, mayWrite, Output, stopping, handler, Time);
        var result = await run.RunAsync();
        Assert.Equal(others, Others());
        return result;
    }

    public void Dispose() => Sandbox.Dispose();

    /// <summary>Everything that does not belong to a run, with all fields.</summary>
    private IReadOnlyList<string> Others() =>
    [
        .. Sandbox.Account.Contacts.Where(static contact => contact.ExternalId?.StartsWith("acc-", StringComparison.Ordinal) != true)
            .Select(static contact => $"{contact with { Groups = [], ExternalData = new Dictionary<string, object>(StringComparer.Ordinal) }} {string.Join(',', contact.Groups)} {string.Join(',', contact.ExternalData)}".Replace("System.Collections.Generic.", string.Empty, StringComparison.Ordinal)),
        .. Sandbox.Account.Groups.Where(static group => !group.Name.StartsWith("acc-", StringComparison.Ordinal)).Select(static group => group.ToString()),
    ];

    private sealed class Handler(ServiceUnderTest service, ServiceChange.Exchange? exchange) : DelegatingHandler(new SocketsHttpHandler { UseProxy = false })
    {
        private int requests;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            service.BeforeRequest?.Invoke(++requests);
            if (service.Uncompressed)
            {
                request.Headers.Remove("Accept-Encoding");
            }

            return exchange is null ? base.SendAsync(request, cancellationToken) : exchange(request, changed => base.SendAsync(changed, cancellationToken));
        }
    }
}
