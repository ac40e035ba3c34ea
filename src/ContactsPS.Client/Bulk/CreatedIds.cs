namespace ContactsPS.Client.Bulk;

/// <summary>
/// The latest contacts that were created over a connection: a contact that is found under the e-mail address of a row may be an earlier row's.
/// A bounded window, so memory stays flat. Thread-safe.
/// </summary>
internal sealed class CreatedIds
{
    private const int Window = 16_384;

    private readonly object gate = new();
    private readonly RecentIds recent = new(Window);

    public void Add(long id)
    {
        lock (gate)
        {
            recent.Add(id);
        }
    }

    public bool Contains(long id)
    {
        lock (gate)
        {
            return recent.Contains(id);
        }
    }
}
