using ContactsPS.Client;
using ContactsPS.Connections;

namespace ContactsPS.Abstractions;

/// <summary>
/// The lists of contacts that a runspace's pipelines are reading. Whoever changes contacts of the same account meanwhile would move the pages still to come, and the
/// reader would miss some. Used by the runspace's own thread alone; other runspaces' reads are their own affair, so that none waits for another.
/// </summary>
internal sealed class LiveReads
{
    private readonly List<LiveRead> open = [];

    /// <summary>Takes note of a list that begins to be read. Disposing the note is its end.</summary>
    public LiveRead Enter(ContactConnection connection)
    {
        var read = new LiveRead(connection.Account, this);
        open.Add(read);
        return read;
    }

    /// <summary>The lists of a connection's account of which pages are still to come.</summary>
    public IReadOnlyList<LiveRead> Of(ContactConnection connection) =>
        open.Count == 0 ? [] : open.Where(read => read.Account == connection.Account && read.IsLive).ToList();

    internal void Leave(LiveRead read) => open.Remove(read);
}

/// <summary>A list of contacts that is being read.</summary>
/// <param name="account">Whose contacts they are.</param>
/// <param name="reads">Where it is noted.</param>
internal sealed class LiveRead(string account, LiveReads reads) : IDisposable
{
    private PageReader<Contact>? reader;

    public string Account { get; } = account;

    /// <summary>Whether it has failed: what was read of it is not the whole list.</summary>
    public bool HasFailed { get; set; }

    /// <summary>Whether pages are still to come, now or from a list that the same cmdlet goes on to.</summary>
    public bool IsLive => MoreToCome || reader is { IsComplete: false };

    /// <summary>Whether the cmdlet may go on to another list.</summary>
    public bool MoreToCome { get; set; }

    /// <summary>The list that is read now.</summary>
    public void Follow(PageReader<Contact>? list) => reader = list;

    /// <summary>Fetches what is left of the list into memory, ahead of its reader.</summary>
    /// <exception cref="ContactsException">It could not be read.</exception>
    public Task FetchRestAsync() => reader?.FetchRestAsync() ?? Task.CompletedTask;

    public void Dispose() => reads.Leave(this);
}
