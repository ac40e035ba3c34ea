using ContactsPS.Client.Batching;

namespace ContactsPS.Client.Recovery;

/// <summary>What a <see cref="Creation"/> needs of the service.</summary>
internal interface ICreationPort
{
    /// <summary>How often what is not there is sent again.</summary>
    int MaximumRetryCount { get; }

    /// <summary>The latest contacts that were created over this connection.</summary>
    CreatedContacts Created { get; }

    /// <summary>Sends contacts in one request.</summary>
    Task<BatchResult<Contact>> PostAsync(IReadOnlyList<NewContact> contacts, CancellationToken cancellationToken);

    /// <summary>The contacts that a query finds, archived ones left out.</summary>
    Task<IReadOnlyList<Contact>> FindAsync(ContactQuery query, CancellationToken cancellationToken);

    /// <summary>Waits as long as before an attempt of that number.</summary>
    Task PauseAsync(int attempt, CancellationToken cancellationToken);

    /// <summary>Tells of what happens, redacted.</summary>
    void Trace(string line);

    /// <summary>Tells that what is missing is sent again, redacted.</summary>
    void TraceRetry(string line);
}
