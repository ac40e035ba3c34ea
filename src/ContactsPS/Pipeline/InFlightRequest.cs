namespace ContactsPS.Pipeline;

/// <summary>One request in flight.</summary>
internal abstract class InFlightRequest
{
    /// <summary>What it changes; null for a read.</summary>
    public WriteScope? Scope { get; init; }

    /// <summary>The request, including the notification of the pipeline's thread.</summary>
    public Task Completion { get; set; } = Task.CompletedTask;

    /// <summary>Records the outcome of a change that has ended when nothing can be written any more.</summary>
    public abstract void Record();
}

/// <inheritdoc/>
/// <param name="task">The request.</param>
/// <param name="write">The change; null for a read.</param>
internal sealed class InFlightRequest<T>(Task<T> task, PendingWrite<T>? write) : InFlightRequest
{
    public Task<T> Request => task;

    public PendingWrite<T>? Write => write;

    public override void Record()
    {
        if (write is null)
        {
            return;
        }

        try
        {
            write.Record(task.GetAwaiter().GetResult());
        }
        catch (RequestNotSentException)
        {
            // It is not sent, as before.
        }
        catch (OperationCanceledException)
        {
            write.Abandon();
        }
        catch (ContactsException exception)
        {
            write.Record(exception);
        }
    }
}
