namespace ContactsPS.Pipeline;

/// <summary>One request in flight.</summary>
/// <param name="plan">What it writes; null for a read.</param>
internal abstract class Flight(FlightPlan? plan)
{
    public FlightPlan? Plan { get; } = plan;

    /// <summary>The request and, when it has ended, word of it to the pipeline's thread.</summary>
    public Task Landing { get; set; } = Task.CompletedTask;

    /// <summary>The inputs whose outcome nobody knows, once the request has ended.</summary>
    public abstract IEnumerable<object?> OpenRows { get; }
}

/// <inheritdoc/>
/// <param name="plan">What it writes; null for a read.</param>
/// <param name="task">The request.</param>
/// <param name="openRows">Of a result, the inputs that it leaves open.</param>
internal sealed class Flight<T>(FlightPlan? plan, Task<T> task, Func<T, IEnumerable<object?>> openRows) : Flight(plan)
{
    public Task<T> Request => task;

    public override IEnumerable<object?> OpenRows
    {
        get
        {
            if (Plan is null)
            {
                return [];
            }

            return task.Status switch
            {
                TaskStatus.RanToCompletion => openRows(task.Result),
                _ => LeavesOpen() ? Plan.Rows : [],
            };
        }
    }

    private bool LeavesOpen()
    {
        try
        {
            task.GetAwaiter().GetResult();
            return false;
        }
        catch (RequestNotSentException)
        {
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
        catch (ContactsException exception)
        {
            return exception.Failure is ContactsFailure.OutcomeUnknown or ContactsFailure.TimedOut or ContactsFailure.ServiceFailed;
        }
    }
}
