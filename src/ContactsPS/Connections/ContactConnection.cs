using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using ContactsPS.Client.Http;
using ContactsPS.Client.Redaction;
using ContactsPS.Errors;
using ContactsPS.Outcomes;

namespace ContactsPS.Connections;

/// <summary>
/// A connection to an account of the service. It can be passed to other runspaces (<c>$using:c</c>), which then share its concurrency limit.
/// It never shows its token, and shows only the last four characters of its application key.
/// </summary>
public sealed class ContactConnection : IDisposable
{
    private readonly ContactsClient client;
    private readonly ContactsClientOptions options;
    private readonly ConditionalWeakTable<Runspace, List<CommandRun>> runs = new();
    private bool isDisconnected;

    internal ContactConnection(string name, ContactsClientOptions options)
    {
        client = new ContactsClient(options);
        this.options = options;
        Name = name;
    }

    /// <summary>The name for Get-ContactConnection; default "Default".</summary>
    public string Name { get; }

    /// <summary>The base URI of the service.</summary>
    public Uri BaseUri => options.BaseUri;

    /// <summary>The last four characters of the application key; empty if the key has eight characters or fewer.</summary>
    public string ApplicationKey
    {
        get
        {
            var key = options.ApplicationKey;
            return key.Length > 8 ? $"…{key.Substring(key.Length - 4)}" : "…";
        }
    }

    /// <summary>The time limit of one request, in seconds; 0 for no limit.</summary>
    public int TimeoutSec => options.Timeout == Timeout.InfiniteTimeSpan ? 0 : (int)options.Timeout.TotalSeconds;

    /// <summary>How often a request is retried after a transient failure.</summary>
    public int MaximumRetryCount => options.MaximumRetryCount;

    /// <summary>The most requests in flight, over all runspaces that use this connection.</summary>
    public int ThrottleLimit => options.ThrottleLimit;

    /// <summary>A hash that identifies the account in plans without revealing the application key.</summary>
    internal string AccountHash => ContentHash.ShortOf(Account).ToString("N");

    /// <summary>Identifies the account: connections to the same account have the same value.</summary>
    internal string Account => $"{options.BaseUri.AbsoluteUri} {options.ApplicationKey}";

    /// <summary>
    /// Whether the service has responded with anything but a refusal of the credentials. Until then one request is in flight at a time, so that wrong
    /// credentials are sent once, not eight times.
    /// </summary>
    internal bool IsProven { get; set; }

    /// <summary>
    /// The outcomes of the latest pipeline that changed contacts over this connection, also if it was stopped: one entry for each of its changing commands. Each runspace has
    /// its own. -WhatIf does not replace it.
    /// </summary>
    public IReadOnlyList<CommandRun> LastRun => Runspace.DefaultRunspace is { } runspace && runs.TryGetValue(runspace, out var latest) ? latest.ToArray() : [];

    /// <summary>The account's spellings of its additional fields; null until they are read.</summary>
    internal FieldSpellings? FieldSpellings { get; set; }

    /// <summary>The connection's name and base URI.</summary>
    public override string ToString() => $"{Name} ({BaseUri})";

    /// <summary>Closes the connection. Anyone who still uses it gets NotConnected.</summary>
    public void Dispose()
    {
        isDisconnected = true;
        client.Dispose();
    }

    /// <summary>The client, with a listener for its requests.</summary>
    /// <param name="listener">Called from any thread; must not block.</param>
    /// <param name="isDetailed">Whether to report requests and responses themselves too.</param>
    /// <param name="startToken">If cancelled, no more requests are sent.</param>
    /// <exception cref="InputException">The connection was disconnected.</exception>
    internal ContactsClient Open(Action<RequestTrace> listener, bool isDetailed, CancellationToken startToken)
    {
        ThrowIfDisconnected();
        return client.WithTrace(listener, isDetailed, startToken);
    }

    /// <exception cref="InputException">The connection was disconnected.</exception>
    internal void ThrowIfDisconnected()
    {
        if (isDisconnected)
        {
            throw new InputException(FailureKind.NotConnected, Messages.Get("NotConnected_Disconnected", Name));
        }
    }

    /// <summary>Adds a run that starts. Runs that have not ended belong to the same pipeline, or to an outer one.</summary>
    internal void Add(CommandRun run)
    {
        if (Runspace.DefaultRunspace is { } runspace)
        {
            var latest = runs.GetOrCreateValue(runspace);
            latest.RemoveAll(static other => other.HasEnded);
            latest.Add(run);
        }
    }
}
