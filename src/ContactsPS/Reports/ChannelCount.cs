namespace ContactsPS.Reports;

/// <summary>The number of contacts that a channel reaches, as far as the service reports it.</summary>
/// <param name="key">The channel's name in the API.</param>
/// <param name="name">Its name on the page.</param>
/// <param name="read">Reads from a contact whether it is subscribed; null if that is not known.</param>
/// <param name="query">The filter for contacts that unsubscribed from the channel (true) or did not (false).</param>
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
    /// Uses the counts of the service's filter if contacts do not report the channel and both counts add up to all contacts: a service that ignores the filter would count
    /// everybody twice.
    /// </summary>
    public void Take(long? subscribed, long? unsubscribed)
    {
        if (subscribed + unsubscribed == NotKnown && Subscribed + Unsubscribed == 0)
        {
            (Subscribed, Unsubscribed, NotKnown) = (subscribed!.Value, unsubscribed!.Value, 0);
        }
    }
}
