namespace ContactsPS.Reports;

/// <summary>
/// The counts of a report, updated contact by contact. No contact is kept: only a hash of each address and number, and the names of domains
/// and fields.
/// </summary>
/// <param name="now">The time of the report.</param>
/// <param name="keepsShared">Whether to keep the addresses and numbers that several contacts have.</param>
internal sealed class ContactCounts(DateTime now, bool keepsShared)
{
    private const int RecentDays = 30;

    private readonly Dictionary<string, long> domains = new(StringComparer.Ordinal);

    public long Total { get; private set; }

    /// <summary>Contacts created in the thirty days before <see cref="Now"/>.</summary>
    public long Recent { get; private set; }

    public DateTime Now => now;

    public CreationCounts Created { get; } = new();

    public FieldCounts Fields { get; } = new();

    public ChannelCount[] Channels { get; } =
    [
        new("email", "E-mail", static contact => contact.IsSubscribedToEmail, static has => new ContactQuery { UnsubscribedFromEmail = has }),
        new("sms", "SMS", static contact => contact.IsSubscribedToSms, static has => new ContactQuery { UnsubscribedFromSms = has }),
        new("push", "Push", static contact => contact.IsSubscribedToPush, static has => new ContactQuery { UnsubscribedFromPush = has }),
    ];

    public SharedValues Emails { get; } = new(keepsShared);

    public SharedValues PhoneNumbers { get; } = new(keepsShared);

    /// <summary>Contacts by the domain of their e-mail address.</summary>
    public IReadOnlyDictionary<string, long> Domains => domains;

    public void Add(Contact contact)
    {
        Total++;
        Recent += contact.CreatedAt is { } created && created > now.AddDays(-RecentDays) && created <= now ? 1 : 0;
        Created.Add(contact.CreatedAt);
        Fields.Add(contact);
        foreach (var channel in Channels)
        {
            channel.Add(contact);
        }

        Emails.Add(contact.Email, StandardField.Email.ComparisonForm(contact.Email?.Trim()));
        PhoneNumbers.Add(contact.PhoneNumber, StandardField.PhoneNumber.ComparisonForm(contact.PhoneNumber));
        if (contact.Domain is { } domain)
        {
            domains[domain] = domains.TryGetValue(domain, out var count) ? count + 1 : 1;
        }
    }
}
