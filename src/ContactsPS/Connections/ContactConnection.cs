using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using ContactsPS.Client.Http;
using ContactsPS.Client.Redaction;
using ContactsPS.Errors;
using ContactsPS.Outcomes;

namespace ContactsPS.Connections;

/// <summary>
/// A connection to an account of the service. Safe to hand to other runspaces (<c>$using:c</c>): what it sends is throttled in one place.
/// It never shows its token, and of its application key the last four characters.
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

    /// <summary>The name by which Get-ContactConnection finds it; "Default" unless one was given.</summary>
    public string Name { get; }

    /// <summary>Where the service is.</summary>
    public Uri BaseUri => options.BaseUri;

    /// <summary>The last four characters of the application key; none of a key of eight characters or fewer.</summary>
    public string ApplicationKey
    {
        get
        {
            var key = options.ApplicationKey;
            return key.Length > 8 ? $"…{key.Substring(key.Length - 4)}" : "…";
        }
    }

    /// <summary>How long one request may take, in seconds; 0 for no limit.</summary>
    public int TimeoutSec => options.Timeout == Timeout.InfiniteTimeSpan ? 0 : (int)options.Timeout.TotalSeconds;

    /// <summary>How often a request that failed in passing is sent again.</summary>
    public int MaximumRetryCount => options.MaximumRetryCount;

    /// <summary>The most requests in flight, over all runspaces that use this connection.</summary>
    public int ThrottleLimit => options.ThrottleLimit;

    /// <summary>A hash that stands for the account: plans name it, and do not tell the application key.</summary>
    internal string AccountHash => ContentHash.ShortOf(Account).ToString("N");

    /// <summary>Whose contacts it leads to: connections of one account have the same.</summary>
    internal string Account => $"{options.BaseUri.AbsoluteUri} {options.ApplicationKey}";

    /// <summary>
    /// Whether the service has answered it anything but that the credentials do not do. Until then one request is in flight at a time, so that wrong
    /// credentials are tried once and not eight times.
    /// </summary>
    internal bool IsProven { get; set; }

    /// <summary>
    /// What became of the inputs of the latest pipeline that changed contacts over this connection, also if it was stopped: one entry for each of its changing commands. Each runspace has
    /// its own. -WhatIf does not replace it.
    /// </summary>
    public IReadOnlyList<CommandRun> LastRun => Runspace.DefaultRunspace is { } runspace && runs.TryGetValue(runspace, out var latest) ? latest.ToArray() : [];

    /// <summary>How the account spells its additional fields; null until it was asked.</summary>
    internal FieldSpellings? FieldSpellings { get; set; }

    /// <summary>The connection's name and where it leads.</summary>
    public override string ToString() => $"{Name} ({BaseUri})";

    /// <summary>Closes the connection; anyone who still holds it gets NotConnected.</summary>
    public void Dispose()
    {
        isDisconnected = true;
        client.Dispose();
    }

    /// <summary>The client, telling the listener of each request.</summary>
    /// <param name="listener">Called from any thread; must not block.</param>
    /// <param name="isDetailed">Whether to tell of requests and answers themselves too.</param>
    /// <param name="startToken">Keeps requests from being sent that were not.</param>
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

    /// <summary>Takes a run that begins. Those that have not ended are of the same pipeline, or of one around it.</summary>
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
