namespace ContactsPS.Sandbox.Account;

/// <summary>A contact of the sandbox. Immutable: a change creates a new one.</summary>
public sealed record SandboxContact
{
    private static readonly Dictionary<string, object> NoData = new(StringComparer.Ordinal);

    /// <summary>The id, from 1; the account assigns it.</summary>
    public long Id { get; init; }

    /// <summary>The caller's own key, at most 150 characters, or null.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The e-mail address, at most 150 characters, or null.</summary>
    public string? Email { get; init; }

    /// <summary>The phone number, digits with an optional leading plus, at most 15 characters, or null.</summary>
    public string? PhoneNumber { get; init; }

    /// <summary>The first name, at most 150 characters, or null.</summary>
    public string? FirstName { get; init; }

    /// <summary>The last name, at most 150 characters, or null.</summary>
    public string? LastName { get; init; }

    /// <summary>The company, at most 150 characters, or null.</summary>
    public string? CompanyName { get; init; }

    /// <summary>When the contact was created, in UTC, with a precision of seconds; null if it was cleared.</summary>
    public DateTime? CreatedAt { get; init; }

    /// <summary>When the contact was archived, in UTC, with a precision of seconds; null if it is active.</summary>
    public DateTime? ArchivedAt { get; init; }

    /// <summary>Whether the contact is in the archive.</summary>
    public bool InArchive => ArchivedAt is not null;

    /// <summary>Additional fields by name: string, bool, long, decimal or double.</summary>
    public IReadOnlyDictionary<string, object> ExternalData { get; init; } = NoData;

    /// <summary>The ids of the contact's groups, without the built-in group of all contacts.</summary>
    public IReadOnlyList<long> Groups { get; init; } = [];

    /// <summary>The channels the contact has unsubscribed from.</summary>
    public SandboxChannels Unsubscribed { get; init; }

    /// <summary>Whether the contact has unsubscribed from all of the given channels.</summary>
    internal bool HasLeft(SandboxChannels channels) => (Unsubscribed & channels) == channels;

    internal SandboxContact Without(long group) => this with { Groups = [.. Groups.Where(other => other != group)] };
}
