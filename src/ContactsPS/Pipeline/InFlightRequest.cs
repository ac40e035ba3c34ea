using ContactsPS.Errors;

namespace ContactsPS.Pipeline;

/// <summary>One request in flight.</summary>
/// <param name="scope">What it writes; null for a read.</param>
internal abstract class InFlightRequest(WriteScope? scope)
{
    public WriteScope? Scope { get; } = scope;

    /// <summary>The request, and that the pipeline's thread was told its end.</summary>
    public Task Completion { get; set; } = Task.CompletedTask;

    /// <summary>The inputs whose outcome nobody knows, once the request has ended.</summary>
    public abstract IEnumerable<object?> RowsOfUnknownOutcome { get; }
}

/// <inheritdoc/>
/// <param name="scope">What it writes; null for a read.</param>
/// <param name="task">The request.</param>
/// <param name="unknownRows">Of a result, the inputs whose outcome it leaves unknown.</param>
internal sealed class InFlightRequest<T>(WriteScope? scope, Task<T> task, Func<T, IEnumerable<object?>> unknownRows) : InFlightRequest(scope)
{
    public Task<T> Request => task;

    public override IEnumerable<object?> RowsOfUnknownOutcome =>
        Scope is null ? []
        : task.Status == TaskStatus.RanToCompletion ? unknownRows(task.Result)
        : LeavesOutcomeOpen() ? Scope.Rows
        : [];

    private bool LeavesOutcomeOpen()
    {
        try
        {
            task.GetAwaiter().GetResult();
            return false;
        }
        catch (OperationCanceledException exception)
        {
            return exception is not RequestNotSentException;
        }
        catch (ContactsException exception)
        {
            return FailureKind.Of(exception.Failure).LeavesOutcomeOpen;
        }
    }
}
