using System.Net.Sockets;
using System.Security.Cryptography;
using ContactsPS.Sandbox.Account;
using ContactsPS.Sandbox.Api;
using ContactsPS.Sandbox.Faults;
using ContactsPS.Sandbox.Http;
using ContactsPS.Sandbox.Options;

namespace ContactsPS.Sandbox;

/// <summary>
/// The contacts API on loopback, in this process and over a real socket, for trying and testing. All data is in memory and lost with
/// <see cref="Dispose"/>. A running sandbox does not keep the process alive.
/// </summary>
public sealed class SandboxServer : IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly RequestLog log = new();
    private readonly FaultPlan faults;
    private readonly ConnectionListener listener;

    private SandboxServer(SandboxOptions options)
    {
        options = options with
        {
            ApplicationKey = ApplicationKey = options.ApplicationKey ?? RandomText(24).Replace('/', 'k').Replace('+', 'k'),
            AuthorizationToken = AuthorizationToken = options.AuthorizationToken ?? RandomText(93) + "/+=:",
        };
        Account = new SandboxAccount(options);
        faults = new FaultPlan(options);
        var handler = new RequestHandler(options, new ContactsApi(Account, options), faults, log, stopping.Token);
        listener = new ConnectionListener(options.Port, options.TimeProvider, handler.HandleAsync);
        BaseUri = new Uri(FormattableString.Invariant($"http://127.0.0.1:{listener.Port}{ContactsApi.Root}"));
    }

    /// <summary>The base URI: <c>http://127.0.0.1:&lt;port&gt;/v2.1</c>, without a trailing slash.</summary>
    public Uri BaseUri { get; }

    /// <summary>The required value of the header <c>Application-Key</c>.</summary>
    public string ApplicationKey { get; }

    /// <summary>The required value of the header <c>Authorization</c>, without a scheme.</summary>
    public string AuthorizationToken { get; }

    /// <summary>The data of the sandbox. A new one has a few groups and no contacts.</summary>
    public SandboxAccount Account { get; }

    /// <summary>
    /// The latest 10 000 requests, in the order in which they were handled. A request is listed before
    /// any delay of its response; one that is not HTTP is not listed.
    /// </summary>
    public IReadOnlyList<SandboxRequest> Requests => log.Snapshot();

    /// <summary>The number of requests handled since the start.</summary>
    public int RequestCount => log.Count;

    /// <summary>The number of requests being handled now, including those whose client no longer waits.</summary>
    public int InFlight => log.InFlight;

    /// <summary>The most requests that were handled at one time. A request is handled from the arrival of its last byte to the first byte of its response.</summary>
    public int MostInFlight => log.MostInFlight;

    /// <summary>Starts a sandbox, which is ready when this returns.</summary>
    /// <param name="options">The options; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message names it.</exception>
    /// <exception cref="SocketException">The port is taken or not allowed.</exception>
    public static SandboxServer Start(SandboxOptions? options = null)
    {
        options ??= new SandboxOptions();
        return options.Validate() is { } invalid
            ? throw new ArgumentException(invalid, nameof(options))
            : new SandboxServer(options);
    }

    /// <summary>Lets the next requests fail. Faults that are already queued come first; the fault rate applies after all of them.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="count">The number of requests, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such fault, or the count is below 1.</exception>
    public void FailNext(SandboxFault fault, int count = 1)
    {
        _ = SandboxOptions.IsFault(fault) ? true : throw new ArgumentOutOfRangeException(nameof(fault), fault, "There is no such fault.");
        _ = count >= 1 ? true : throw new ArgumentOutOfRangeException(nameof(count), count, "The count must be at least 1.");
        faults.Add(fault, count);
    }

    /// <summary>Stops listening and closes every connection. Nothing of the sandbox runs when this returns; a second call does nothing.</summary>
    public void Dispose()
    {
        stopping.Cancel();
        listener.Dispose();
    }

    private static string RandomText(int bytes)
    {
        var random = new byte[bytes];
        using var generator = RandomNumberGenerator.Create();
        generator.GetBytes(random);
        return Convert.ToBase64String(random);
    }
}
