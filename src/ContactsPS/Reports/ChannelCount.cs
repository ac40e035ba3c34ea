namespace ContactsPS.Reports;

/// <summary>How many contacts a channel reaches, as far as the service says it of them.</summary>
/// <param name="key">The channel's name in the API.</param>
/// <param name="name">Its name on the page.</param>
/// <param name="read">Reads from a contact whether it is subscribed; null where that is not known.</param>
/// <param name="query">The filter that finds those who left the channel (true), or who did not (false).</param>
internal sealed class ChannelCount(string key, string name, Func<Contact, bool?> read, Func<bool, ContactQuery> query)
{
    public string Key => key;

    public string Name => name;

    public long Subscribed { get; private set; }

    public long Unsubscribed { get; private set; }

    public long NotKnown { get; private set; }

    public void Add(Contact contact)
    {
        switch (read(contact))
        {
            case true:
                Subscribed++;
                break;
            case false:
                Unsubscribed++;
                break;
            default:
                NotKnown++;
                break;
        }
    }

    public ContactQuery Query(bool unsubscribed) => query(unsubscribed);

    /// <summary>
    /// Takes what the service's filter found, where no contact said anything and both answers add up to all: a service that ignored the filter would have
    /// found everybody twice.
    /// </summary>
    public void Take(long? subscribed, long? unsubscribed)
    {
        if (subscribed + unsubscribed == NotKnown && Subscribed + Unsubscribed == 0)
        {
            (Subscribed, Unsubscribed, NotKnown) = (subscribed!.Value, unsubscribed!.Value, 0);
        }
    }
}
