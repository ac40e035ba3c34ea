using ContactsPS.Client.Paging;

namespace ContactsPS.Client.Recovery;

/// <summary>
/// The latest contacts that a connection created: a contact that is found for a row may be an earlier row's.
/// A bounded window, so memory does not grow. Thread-safe.
/// </summary>
internal sealed class CreatedContacts
{
    // At most some ten megabytes, nearly all for contacts without an external id, because an external id identifies a contact.
    private const int Window = 262_144;
    private const int WindowOfNamed = 16_384;

    private readonly object gate = new();
    private readonly RecentIds recent = new(Window);
    private readonly RecentIds recentNamed = new(WindowOfNamed);
    private readonly Dictionary<Guid, int> idless = [];
    private readonly Queue<Guid> idlessOrder = new();

    /// <summary>Remembers a created contact by its id or, if the service returned none, by its content.</summary>
    public void Add(NewContact sent, long? id)
    {
        lock (gate)
        {
            if (id is { } known)
            {
                (string.IsNullOrEmpty(sent.ExternalId) ? recent : recentNamed).Add(known);
            }
            else
            {
                AddIdless(ContactContent.HashOf(sent));
            }
        }
    }

    public bool Contains(long id)
    {
        lock (gate)
        {
            return recent.Contains(id) || recentNamed.Contains(id);
        }
    }

    /// <summary>How many contacts with this content were created without a known id.</summary>
    public int CountIdless(NewContact alike)
    {
        lock (gate)
        {
            return idless.Count > 0 && idless.TryGetValue(ContactContent.HashOf(alike), out var count) ? count : 0;
        }
    }

    private void AddIdless(Guid hash)
    {
        idless[hash] = idless.TryGetValue(hash, out var count) ? count + 1 : 1;
        idlessOrder.Enqueue(hash);
        if (idlessOrder.Count > Window)
        {
            var oldest = idlessOrder.Dequeue();
            if (--idless[oldest] == 0)
            {
                idless.Remove(oldest);
            }
        }
    }
}
