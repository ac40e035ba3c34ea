namespace ContactsPS.Pipeline;

/// <summary>A write that is to be sent. Its outcome is recorded before anything is written to the pipeline, and also if nothing can be written any more.</summary>
internal abstract class PendingWrite<T>
{
    /// <summary>What it is about.</summary>
    public required WriteScope Scope { get; init; }

    public abstract Task<T> SendAsync(CancellationToken cancellationToken);

    /// <summary>Records the result.</summary>
    public abstract void Record(T result);

    /// <summary>Records that it failed.</summary>
    public abstract void Record(ContactsException failure);

    /// <summary>Records that it was sent, and that its response was not waited for.</summary>
    public abstract void Abandon();

    /// <summary>Writes the result, after it was recorded.</summary>
    public abstract void Complete(T result);

    /// <summary>Writes that it failed, after that was recorded.</summary>
    public abstract void Fail(ContactsException failure);
}
