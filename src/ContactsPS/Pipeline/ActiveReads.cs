using ContactsPS.Client.Paging;
using ContactsPS.Connections;

namespace ContactsPS.Pipeline;

/// <summary>
/// The lists of contacts that pipelines of this process are reading. A change of contacts of the same account would move the pages still to come, and the
/// reader would miss some. Thread-safe.
/// </summary>
internal sealed class ActiveReads
{
    private readonly object gate = new();
    private readonly List<ActiveRead> open = [];

    /// <summary>Those of the process: a pipeline may hand what it reads to other runspaces (<c>ForEach-Object -Parallel</c>).</summary>
    public static ActiveReads OfProcess { get; } = new();

    /// <summary>Takes note of a list that begins to be read. Disposing the note is its end.</summary>
    /// <param name="connection">Over which it is read.</param>
    /// <param name="runspace">Whose pipeline reads it.</param>
    public ActiveRead Enter(ContactConnection connection, RunspaceState runspace)
    {
        var read = new ActiveRead(connection.Account, runspace, this);
        lock (gate)
        {
            open.Add(read);
        }

        return read;
    }

    /// <summary>The lists of a connection's account that a runspace is reading, of which pages are still to come.</summary>
    public IReadOnlyList<ActiveRead> Of(ContactConnection connection, RunspaceState runspace) => Find(connection, read => ReferenceEquals(read.Runspace, runspace));

    /// <summary>The lists of a connection's account that other runspaces are reading and that gave one of these contacts.</summary>
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
/// <param name="account">Whose contacts they are.</param>
/// <param name="runspace">Whose pipeline reads it.</param>
/// <param name="reads">Where it is noted.</param>
internal sealed class ActiveRead(string account, RunspaceState runspace, ActiveReads reads) : IDisposable
{
    private volatile PageReader<Contact>? reader;
    private volatile bool hasFailed;
    private volatile bool moreToCome;

    public string Account { get; } = account;

    public RunspaceState Runspace { get; } = runspace;

    /// <summary>Whether it has failed: what was read of it is not the whole list.</summary>
    public bool HasFailed
    {
        get => hasFailed;
        set => hasFailed = value;
    }

    /// <summary>Whether the cmdlet may go on to another list.</summary>
    public bool MoreToCome
    {
        get => moreToCome;
        set => moreToCome = value;
    }

    /// <summary>Whether pages are still to come, now or from a list that the same cmdlet goes on to.</summary>
    public bool IsActive => MoreToCome || reader is { IsComplete: false };

    /// <summary>The list that is read now.</summary>
    public void Follow(PageReader<Contact>? list) => reader = list;

    /// <summary>Whether a contact is among the latest that the list gave.</summary>
    public bool HasGiven(long id) => reader?.HasGiven(id) == true;

    /// <summary>Fetches what is left of the list into memory, ahead of its reader.</summary>
    /// <exception cref="ContactsException">It could not be read.</exception>
    /// <exception cref="OperationCanceledException">Its reading was stopped.</exception>
    public Task FetchRestAsync() => reader?.FetchRestAsync() ?? Task.CompletedTask;

    public void Dispose() => reads.Leave(this);
}
