using ContactsPS.Client.Paging;
using ContactsPS.Connections;

namespace ContactsPS.Pipeline;

/// <summary>
/// The lists of contacts that pipelines of this process are reading. Changing contacts of the same account would move the following pages, and the
/// reader would miss contacts. Thread-safe.
/// </summary>
internal sealed class ActiveReads
{
    private readonly object gate = new();
    private readonly List<ActiveRead> open = [];

    /// <summary>The lists of the process, because a pipeline may pass contacts to other runspaces (<c>ForEach-Object -Parallel</c>).</summary>
    public static ActiveReads OfProcess { get; } = new();

    /// <summary>Registers a list that is being read, until the result is disposed.</summary>
    /// <param name="connection">The connection of the list.</param>
    /// <param name="runspace">The runspace that reads it.</param>
    public ActiveRead Enter(ContactConnection connection, RunspaceState runspace)
    {
        var read = new ActiveRead(connection.Account, runspace, this);
        lock (gate)
        {
            open.Add(read);
        }

        return read;
    }

    /// <summary>The lists of a connection's account that a runspace is reading and that have more pages.</summary>
    public IReadOnlyList<ActiveRead> Of(ContactConnection connection, RunspaceState runspace) => Find(connection, read => ReferenceEquals(read.Runspace, runspace));

    /// <summary>The lists of a connection's account that other runspaces are reading and that contained one of these contacts.</summary>
    public IReadOnlyList<ActiveRead> OfOthers(ContactConnection connection, RunspaceState runspace, IReadOnlyCollection<long> ids) =>
        Find(connection, read => !ReferenceEquals(read.Runspace, runspace) && ids.Any(read.HasGiven));

    /// <summary>Whether one of the lists that a runspace is reading has failed.</summary>
    public bool HasFailed(RunspaceState runspace)
    {
        lock (gate)
        {
            return open.Any(read => ReferenceEquals(read.Runspace, runspace) && read.HasFailed);
        }
    }

    internal void Leave(ActiveRead read)
    {
        lock (gate)
        {
            open.Remove(read);
        }
    }

    private List<ActiveRead> Find(ContactConnection connection, Func<ActiveRead, bool> fits)
    {
        lock (gate)
        {
            return open.Count == 0 ? [] : open.Where(read => read.Account == connection.Account && read.IsActive && fits(read)).ToList();
        }
    }
}

/// <summary>A list of contacts that is being read.</summary>
/// <param name="account">The account of the contacts.</param>
/// <param name="runspace">The runspace that reads it.</param>
/// <param name="reads">The registry of the list.</param>
internal sealed class ActiveRead(string account, RunspaceState runspace, ActiveReads reads) : IDisposable
{
    private volatile PageReader<Contact>? reader;
    private volatile bool hasFailed;
    private volatile bool moreToCome;

    public string Account { get; } = account;

    public RunspaceState Runspace { get; } = runspace;

    /// <summary>Whether it has failed, so that the contacts read are not the whole list.</summary>
    public bool HasFailed
    {
        get => hasFailed;
        set => hasFailed = value;
    }

    /// <summary>Whether the cmdlet may read another list next.</summary>
    public bool MoreToCome
    {
        get => moreToCome;
        set => moreToCome = value;
    }

    /// <summary>Whether there are more pages, in this list or the next one of the same cmdlet.</summary>
    public bool IsActive => MoreToCome || reader is { IsComplete: false };

    /// <summary>The current list.</summary>
    public void Follow(PageReader<Contact>? list) => reader = list;

    /// <summary>Whether a contact is among the latest ones of the list.</summary>
    public bool HasGiven(long id) => reader?.HasGiven(id) == true;

    /// <summary>Fetches the rest of the list into memory, ahead of its reader.</summary>
    /// <exception cref="ContactsException">It could not be read.</exception>
    /// <exception cref="OperationCanceledException">Its reading was stopped.</exception>
    public Task FetchRestAsync() => reader?.FetchRestAsync() ?? Task.CompletedTask;

    public void Dispose() => reads.Leave(this);
}
