using System.Net.Sockets;
using System.Security.Cryptography;
using ContactsPS.Sandbox.Account;
using ContactsPS.Sandbox.Api;
using ContactsPS.Sandbox.Faults;
using ContactsPS.Sandbox.Http;
using ContactsPS.Sandbox.Options;

namespace ContactsPS.Sandbox;

/// <summary>
/// The contacts API on loopback, in this process and over a real socket, for trying and testing. Everything is in memory and gone with
/// <see cref="Dispose"/>; a process can end with a sandbox running.
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

    /// <summary>Where the API is: <c>http://127.0.0.1:&lt;port&gt;/v2.1</c>, without a slash at its end.</summary>
    public Uri BaseUri { get; }

    /// <summary>What the <c>Application-Key</c> header must hold.</summary>
    public string ApplicationKey { get; }

    /// <summary>What the <c>Authorization</c> header must hold, bare.</summary>
    public string AuthorizationToken { get; }

    /// <summary>What the sandbox holds. A new one has a few groups and no contacts.</summary>
    public SandboxAccount Account { get; }

    /// <summary>
    /// The last 10 000 requests, in the order in which they were handled. A request is listed as soon as its outcome is settled, before
    /// any delay; one that was no HTTP is not listed.
    /// </summary>
    public IReadOnlyList<SandboxRequest> Requests => log.Snapshot();

    /// <summary>How many requests have been handled since the start.</summary>
    public int RequestCount => log.Count;

    /// <summary>How many requests are being handled now, also those that nobody waits for any more.</summary>
    public int InFlight => log.InFlight;

    /// <summary>The most requests that were being handled at one time; a request is handled from its last byte in to its first byte out.</summary>
    public int MostInFlight => log.MostInFlight;

    /// <summary>Starts a sandbox; it answers when this returns.</summary>
    /// <param name="options">How it behaves; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message names it.</exception>
    /// <exception cref="SocketException">The port is taken or not allowed.</exception>
    public static SandboxServer Start(SandboxOptions? options = null)
    {
        options ??= new SandboxOptions();
        return options.Validate() is { } invalid
            ? throw new ArgumentException(invalid, nameof(options))
            : new SandboxServer(options);
    }

    /// <summary>Lets the next requests fail, after the faults already waiting and before the fault rate has its say.</summary>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="count">For how many requests, at least 1.</param>
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
