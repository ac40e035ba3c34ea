namespace ContactsPS.Completion;

/// <summary>The time limit of a completion.</summary>
internal static class CompletionTimeout
{
    /// <summary>With this limit, the whole completion takes at most a second.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(900);

    /// <summary>The result of work on another thread, if it ends in time; else the work is cancelled and not waited for.</summary>
    /// <exception cref="TimeoutException">The work takes longer.</exception>
    /// <exception cref="AggregateException">The work failed.</exception>
    public static T Await<T>(Func<CancellationToken, Task<T>> work)
    {
        using var limit = new CancellationTokenSource();
        var token = limit.Token;
        var task = Task.Run(() => work(token), token);
        if (task.Wait(Limit))
        {
            return task.Result;
        }

        limit.Cancel();
        throw new TimeoutException();
    }
}
