namespace ContactsPS.Pipeline;

/// <summary>A change to send. Its outcome is recorded before anything is written to the pipeline, and also if nothing can be written any more.</summary>
internal abstract class PendingWrite<T>
{
    /// <summary>The ids of the changed contacts, if it addresses them by id.</summary>
    public virtual IReadOnlyCollection<long> Ids => [];

    /// <summary>The contacts of the change. Created when it is sent, because many changes may be deferred.</summary>
    public virtual WriteScope CreateScope() => new();

    public abstract Task<T> SendAsync(CancellationToken cancellationToken);

    /// <summary>Records the result.</summary>
    public abstract void Record(T result);

    /// <summary>Records that it failed.</summary>
    public abstract void Record(ContactsException failure);

    /// <summary>Records that it was sent and that nothing waited for its response.</summary>
    public abstract void Abandon();

    /// <summary>Writes the result, after it was recorded.</summary>
    public abstract void Complete(T result);

    /// <summary>Writes that it failed, after that was recorded.</summary>
    public abstract void Fail(ContactsException failure);
}
