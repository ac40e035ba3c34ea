namespace ContactsPS.Completion;

/// <summary>How long a Tab may take.</summary>
internal static class CompletionTimeout
{
    /// <summary>With which the whole answer fits in a second.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(900);

    /// <summary>What work on another thread comes to, if it does in time; else it is told to end, and not waited for.</summary>
    /// <exception cref="TimeoutException">It takes longer.</exception>
    /// <exception cref="AggregateException">It failed.</exception>
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
