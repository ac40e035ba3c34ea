namespace ContactsPS.Pipeline;

/// <summary>A channel whose opt-outs the service lists: each has filters of its own.</summary>
internal sealed class SubscriptionChannel
{
    private readonly Func<bool, long?, ContactQuery> query;

    private SubscriptionChannel(string name, Func<bool, long?, ContactQuery> query)
    {
        Name = name;
        this.query = query;
    }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SubscriptionChannel> All { get; } =
    [
        new("email", static (isUnsubscribed, id) => new ContactQuery { UnsubscribedFromEmail = isUnsubscribed, Id = id }),
        new("sms", static (isUnsubscribed, id) => new ContactQuery { UnsubscribedFromSms = isUnsubscribed, Id = id }),
        new("push", static (isUnsubscribed, id) => new ContactQuery { UnsubscribedFromPush = isUnsubscribed, Id = id }),
    ];

    /// <summary>Its name in paths and cells.</summary>
    public string Name { get; }

    /// <summary>The contacts that are unsubscribed, or those that are not.</summary>
    /// <param name="isUnsubscribed">Which of the two.</param>
    /// <param name="id">The id of the only contact that is looked for; null for all.</param>
    public ContactQuery Query(bool isUnsubscribed, long? id = null) => query(isUnsubscribed, id);

    public override string ToString() => Name;
}
